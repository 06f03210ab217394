/** A value of a parameter of RDS or ElastiCache. Neither documents a grammar; the length is a limit of ours. */
export const parameterValue = /^\S(.{0,998}\S)?$/;
export const aParameterValue = 'a value of 1 to 1000 characters, no space at either end';
