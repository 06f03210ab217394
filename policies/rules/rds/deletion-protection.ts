import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isAtLeastMedium } from '../support/criticality';

const protection = 'deletion_protection';

export const deletionProtection = defineRule({
  id: 'rds/deletion-protection',
  aliases: ['RDS-05'],
  title: 'RDS DB instances and clusters should have deletion protection enabled',
  severity: 'medium',
  why: 'A plan that replaces the database, or a mistake in the console, deletes it in minutes. With deletion protection, AWS refuses until it is disabled explicitly.',
  fix: 'Set deletion_protection = true.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  optOuts: [protection],
  check: (database, context) => {
    // In a disposable environment only an explicit opt-out is shown.
    if (!isAtLeastMedium(context) && !Object.hasOwn(database.optOuts, protection)) return [];
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
      'not set': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'a replica for reports': `
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
