import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { matters } from '../support/criticality';

const protection = 'deletion_protection';

export const deletionProtection = defineRule({
  id: 'rds/deletion-protection',
  aliases: ['RDS-05'],
  title: 'A database is protected from deletion',
  severity: 'medium',
  why: 'A plan that replaces the database, or a wrong click, deletes it in minutes. With the protection AWS refuses until somebody has switched it off on purpose.',
  fix: 'Set deletion_protection = true.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  optOuts: [protection],
  check: (database, context) => {
    // Of an environment that nobody misses only what was decided in words is shown.
    if (!matters(context) && !Object.hasOwn(database.optOuts, protection)) return [];
    return attribute(database, protection, { default: false }).is(true);
  },
  examples: {
    good: {
      'an instance and a cluster': `
        resource "aws_db_instance" "main" {
          deletion_protection = true
        }
        resource "aws_rds_cluster" "main" {
          deletion_protection = true
        }`,
    },
    bad: {
      'not said': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'a replica that reports are made from': `
        resource "aws_db_instance" "main" {
          deletion_protection = true
        }
        resource "aws_db_instance" "reports" {
          replicate_source_db = aws_db_instance.main.identifier
          deletion_protection = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "protected" {}
        resource "aws_rds_cluster" "main" {
          deletion_protection = var.protected
        }`,
    },
  },
});
