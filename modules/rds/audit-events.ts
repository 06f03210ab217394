/**
 * What the audit log of RDS for MySQL can record. `QUERY` is all statements; the others are the kinds of them.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html
 */
export const auditEvents = ['CONNECT', 'QUERY', 'QUERY_DDL', 'QUERY_DML', 'QUERY_DML_NO_SELECT', 'QUERY_DCL'] as const;

/** Why a PostgreSQL database takes no settings of an audit log. */
export const pgaudit = 'its audit log is pgaudit, through the parameters shared_preload_libraries and pgaudit.log';
