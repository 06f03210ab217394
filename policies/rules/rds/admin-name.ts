import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import { isReplica } from '../support/engines';

/** Names that are tried first; Security Hub RDS.24 and RDS.25 name admin and postgres, the rest are engines' examples. */
const usual =
  /^(admin|administrator|root|postgres|mysql|mariadb|master|masteruser|rdsadmin|sa|sysadmin|system|user|dbadmin|awsuser)$/i;

/** What a database is made from, with its users. */
const restored = ['snapshot_identifier', 'restore_to_point_in_time', 's3_import'];

export const adminName = defineRule({
  id: 'rds/admin-name',
  aliases: ['RDS-15'],
  replaces: ['rds/admin-name-and-port'],
  title: 'RDS DB instances and clusters should not use a default administrator name',
  severity: 'low',
  why: 'Password guessing starts with names such as admin and postgres. With another name, an attacker has to guess the name too.',
  fix: 'Set username (master_username) to another name. The name cannot be changed later: this replaces the database.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database) => {
    // A replica has the users of its source, which is judged.
    if (isReplica(database)) return [];
    const path = database.type === 'aws_rds_cluster' ? 'master_username' : 'username';
    const expected = 'a name that is not a default';
    const isRestored = restored.some((source) => database.at(source) !== undefined);
    if (database.at(path) === undefined && isRestored) {
      return notKnown(path, expected, 'the administrator is that of what it is restored from');
    }
    return attribute(database, path).says(expected, (name = '') => !usual.test(name));
  },
  examples: {
    good: {
      'a name of its own': `
        resource "aws_db_instance" "main" {
          engine   = "postgres"
          username = "shop_owner"
        }`,
    },
    bad: {
      'the name in the documentation of the engine': `
        resource "aws_db_instance" "main" {
          engine   = "postgres"
          username = "postgres"
        }`,
      'of a cluster': `
        resource "aws_rds_cluster" "main" {
          engine          = "aurora-mysql"
          master_username = "admin"
        }`,
    },
    unknown: {
      'the name of a snapshot': `
        resource "aws_rds_cluster" "main" {
          engine              = "aurora-mysql"
          snapshot_identifier = "before-upgrade"
        }`,
      'a variable without a value': `
        variable "name" {}
        resource "aws_db_instance" "main" {
          engine   = "postgres"
          username = var.name
        }`,
    },
  },
});
