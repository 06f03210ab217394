/** A service as Cost Explorer writes it: `Amazon Relational Database Service`. */
export const costService = /^[A-Za-z][\w .,()&/+-]{0,127}$/;
export const aCostService = 'the name of a service as Cost Explorer writes it';

/** A tag's key or value. Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const tagText = (longest: number) => new RegExp(`^(?!aws:)[\\w .:/=+@-]{1,${longest}}$`);
