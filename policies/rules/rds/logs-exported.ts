import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { isList, Reference, Unknown, unknownIn, type Value } from '../../../review/model/value';
import { engineOf, inherited } from '../support/engines';
import { textOfValue } from '../support/text';

const path = 'enabled_cloudwatch_logs_exports';

export const logsExported = defineRule({
  id: 'rds/logs-exported',
  aliases: ['RDS-09'],
  title: 'RDS DB instances and clusters should export all logs of their engine to CloudWatch Logs',
  severity: 'medium',
  why: 'Logs on the instance are deleted after days, and with the instance. After an intrusion, nothing shows who logged in or what failed.',
  fix: 'List all logs of the engine in enabled_cloudwatch_logs_exports.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database, { graph }) => {
    const engine = inherited(database, 'engine', graph);
    if (engine instanceof Unknown || engine === undefined) {
      return notKnown('engine', 'an engine that is known', engine ?? 'the engine is that of the snapshot');
    }
    const logs = engineOf(engine)?.logs;
    if (!logs) return [];
    return sends(database.at(path), logs);
  },
  examples: {
    good: {
      'all of PostgreSQL, and of its replica': `
        resource "aws_db_instance" "main" {
          identifier                      = "main"
          engine                          = "postgres"
          enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
        }
        resource "aws_db_instance" "reads" {
          replicate_source_db             = aws_db_instance.main.identifier
          enabled_cloudwatch_logs_exports = ["upgrade", "postgresql", "iam-db-auth-error"]
        }`,
      'all of Aurora MySQL': `
        resource "aws_rds_cluster" "main" {
          engine                          = "aurora-mysql"
          enabled_cloudwatch_logs_exports = ["audit", "error", "general", "slowquery"]
        }`,
    },
    bad: {
      none: `
        resource "aws_db_instance" "main" {
          engine = "sqlserver-ex"
        }`,
      'one of two': `
        resource "aws_db_instance" "main" {
          engine                          = "postgres"
          enabled_cloudwatch_logs_exports = ["upgrade"]
        }`,
      'a replica, whose engine is that of its source': `
        resource "aws_db_instance" "main" {
          identifier                      = "main"
          engine                          = "mysql"
          enabled_cloudwatch_logs_exports = ["audit", "error", "general", "slowquery"]
        }
        resource "aws_db_instance" "reads" {
          replicate_source_db             = "main"
          enabled_cloudwatch_logs_exports = ["error"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logs" {}
        resource "aws_rds_cluster" "main" {
          engine                          = "aurora-postgresql"
          enabled_cloudwatch_logs_exports = var.logs
        }`,
      'an engine that is not known': `
        variable "engine" {}
        resource "aws_db_instance" "main" {
          engine                          = var.engine
          enabled_cloudwatch_logs_exports = ["error"]
        }`,
    },
  },
});

function sends(exports: Value | undefined, logs: readonly string[]): Verdict {
  const sent = isList(exports) ? exports : [];
  const missing = logs.filter((log) => !sent.includes(log));
  if (missing.length === 0) return pass;
  const expected = `the logs ${missing.join(', ')}`;
  const unknown = exports instanceof Reference ? `${exports.toString()} is known after apply` : unknownIn(exports);
  if (unknown) return notKnown(path, expected, unknown);
  return failing(path, expected, sent.length > 0 ? `only ${sent.map(textOfValue).join(', ')}` : 'none');
}
