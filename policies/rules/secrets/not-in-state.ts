import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { Reference, Unknown, type Value } from '../../../review/model/value';
import { isOfAResource } from '../support/known-after-apply';
import { secretOf } from './published';

const expected = 'a write-only argument, or a password that AWS keeps';

/** The arguments that hold a secret and are kept in state, by type. A literal in one of them is told by another rule. */
const kept: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    aws_db_instance: ['password'],
    aws_docdb_cluster: ['master_password'],
    aws_elasticache_replication_group: ['auth_token'],
    aws_rds_cluster: ['master_password'],
    aws_redshift_cluster: ['master_password'],
    aws_redshiftserverless_namespace: ['admin_user_password'],
    aws_secretsmanager_secret_version: ['secret_string', 'secret_binary'],
  }),
);

export const notInState = defineRule({
  id: 'secrets/not-in-state',
  aliases: ['SEC-04'],
  title: 'Secrets should not be stored in the Terraform state',
  severity: 'medium',
  why: 'The state contains every argument in plaintext, including sensitive ones and generated passwords. Anyone who can read the state, or run a plan, has the password.',
  fix: 'Let AWS manage the password (manage_master_user_password), or use the write-only argument (password_wo, secret_string_wo) with an ephemeral value.',
  resources: [...kept.keys()],
  check: (resource) => {
    const paths = kept.get(resource.type) ?? [];
    const verdicts = paths.flatMap((path) => verdictOn(path, resource.at(path)));
    return verdicts.length > 0 ? verdicts : pass;
  },
  examples: {
    good: {
      'a password that RDS keeps': `
        resource "aws_db_instance" "main" {
          manage_master_user_password = true
        }`,
      'a write-only argument': `
        ephemeral "random_password" "main" {
          length = 32
        }
        resource "aws_db_instance" "main" {
          password_wo         = ephemeral.random_password.main.result
          password_wo_version = 1
        }`,
    },
    bad: {
      'a generated password': `
        resource "random_password" "main" {
          length = 32
        }
        resource "aws_db_instance" "main" {
          password = random_password.main.result
        }`,
      'a secret that a data source reads, which state keeps as well': `
        data "aws_secretsmanager_secret_version" "main" {
          secret_id = "main"
        }
        resource "aws_rds_cluster" "main" {
          master_password = data.aws_secretsmanager_secret_version.main.secret_string
        }`,
      'a generated password within the JSON of a secret': `
        resource "random_password" "main" {
          length = 32
        }
        resource "aws_secretsmanager_secret_version" "main" {
          secret_id     = "main"
          secret_string = jsonencode({ username = "shop", password = random_password.main.result })
        }`,
    },
    unknown: {
      'a variable without a value, which may be null': `
        variable "password" {}
        resource "aws_db_instance" "main" {
          password = var.password
        }`,
    },
  },
});

/** Never shows the value: a part of it may be a literal. */
function verdictOn(path: string, value: Value | undefined): readonly Verdict[] {
  const secret = value instanceof Reference ? value.toString() : secretOf(value);
  if (secret !== undefined) return [failing(path, expected, `${secret}, which the state keeps`)];
  if (!(value instanceof Unknown)) return [];
  return isOfAResource(value)
    ? [failing(path, expected, 'a value that the state keeps')]
    : [notKnown(path, expected, value)];
}
