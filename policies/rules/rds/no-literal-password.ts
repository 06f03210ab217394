import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Reference, Unknown } from '../../../review/model/value';
import { isOfAResource } from '../support/known-after-apply';

const paths = ['password', 'password_wo', 'master_password', 'master_password_wo'];
const isFault = ({ status }: Verdict): boolean => status !== 'pass';
const expected = 'manage_master_user_password = true, or a reference to a secret';

export const noLiteralPassword = defineRule({
  id: 'rds/no-literal-password',
  aliases: ['RDS-14'],
  title: 'RDS master passwords should not be in the configuration',
  severity: 'critical',
  why: 'Anyone who can read the repository, its history, a plan or the build log can log in as the master user. The password stays in the history after it is changed.',
  fix: 'Set manage_master_user_password = true, or set password_wo from an ephemeral aws_secretsmanager_secret_version. Change the password, because it is exposed.',
  resources: ['aws_db_instance', 'aws_rds_cluster', 'aws_docdb_cluster', 'aws_redshift_cluster'],
  check: (database) => {
    const verdicts = paths.map((path) => isNotWritten(database, path));
    return verdicts.some((some) => some.length === 0) ? verdicts.flat().filter(isFault) : all(verdicts.flat());
  },
  examples: {
    good: {
      'RDS keeps it': `
        resource "aws_db_instance" "main" {
          username                    = "shop"
          manage_master_user_password = true
        }`,
      'an ephemeral secret': `
        resource "aws_secretsmanager_secret" "master" {}
        ephemeral "aws_secretsmanager_secret_version" "master" {
          secret_id = aws_secretsmanager_secret.master.id
        }
        resource "aws_db_instance" "main" {
          password_wo         = jsondecode(ephemeral.aws_secretsmanager_secret_version.master.secret_string)["password"]
          password_wo_version = 1
        }`,
    },
    bad: {
      'a literal': `
        resource "aws_db_instance" "main" {
          password = "correct-horse"
        }`,
      'a literal as the default of a variable': `
        variable "password" {
          default   = "correct-horse"
          sensitive = true
        }
        resource "aws_rds_cluster" "main" {
          master_password = var.password
        }`,
      'a write-only literal, which is in the repository': `
        resource "aws_db_instance" "main" {
          password_wo         = "correct-horse"
          password_wo_version = 1
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "password" {}
        resource "aws_db_instance" "main" {
          password = var.password
        }`,
    },
  },
});

/** Never shows what is written: a report is read by more people than the configuration. */
function isNotWritten(database: Resource, path: string): readonly Verdict[] {
  const value = database.at(path);
  if (value === undefined || value === '') return [pass];
  // What a resource decides is no literal, but state keeps it: secrets/not-in-state tells.
  if (value instanceof Reference || (value instanceof Unknown && isOfAResource(value))) {
    return path.endsWith('_wo') ? [pass] : [];
  }
  return value instanceof Unknown ? [notKnown(path, expected, value)] : [failing(path, expected, 'a literal password')];
}
