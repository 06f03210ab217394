/** Names of schemas and tables without what a rule of selection would read as something else than text or `%`. */
export const tablePattern = /^[\w$%-]{1,128}\.[\w$%-]{1,128}$/;
export const aTable = 'schema and table such as public.orders, with % for any text';
