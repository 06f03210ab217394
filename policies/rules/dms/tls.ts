import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

/** Engines that take an ssl_mode; the rest are services of AWS, which take HTTPS only. */
const databases =
  /^(?:aurora|aurora-postgresql|azuredb|azure-sql-managed-instance|babelfish|db2|db2-zos|docdb|mariadb|mongodb|mysql|oracle|postgres|redshift|sqlserver|sybase)$/;

export const tls = defineRule({
  id: 'dms/tls',
  aliases: ['DMS-02'],
  title: 'DMS endpoints should use TLS',
  severity: 'medium',
  why: 'Without TLS, every row of the database and its password cross the network in plaintext.',
  fix: 'Set ssl_mode to "require", "verify-ca" or "verify-full".',
  resources: ['aws_dms_endpoint'],
  check: (endpoint) => {
    const isDatabase = attribute(endpoint, 'engine_name').says('the engine of a database', (engine = '') =>
      databases.test(engine),
    );
    if (isDatabase.status === 'fail') return [];
    return isDatabase.status === 'unknown'
      ? isDatabase
      : attribute(endpoint, 'ssl_mode', { default: 'none' }).isNot('none');
  },
  examples: {
    good: {
      required: `
        resource "aws_dms_endpoint" "main" {
          engine_name = "postgres"
          ssl_mode    = "require"
        }`,
    },
    bad: {
      'the default': `
        resource "aws_dms_endpoint" "main" {
          engine_name = "mysql"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "mode" {}
        resource "aws_dms_endpoint" "main" {
          engine_name = "mysql"
          ssl_mode    = var.mode
        }`,
    },
  },
});
