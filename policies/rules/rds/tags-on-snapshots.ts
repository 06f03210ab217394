import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const tagsOnSnapshots = defineRule({
  id: 'rds/tags-on-snapshots',
  aliases: ['RDS-13'],
  title: 'Snapshots of a database have its tags',
  severity: 'low',
  why: 'Access, cost and retention that go by tags do not reach a snapshot without them: it is a copy of all data that nobody owns.',
  fix: 'Set copy_tags_to_snapshot = true.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database) => attribute(database, 'copy_tags_to_snapshot', { default: false }).is(true),
  examples: {
    good: {
      'an instance and a cluster': `
        resource "aws_db_instance" "main" {
          copy_tags_to_snapshot = true
        }
        resource "aws_rds_cluster" "main" {
          copy_tags_to_snapshot = true
        }`,
    },
    bad: {
      'not said': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'a cluster that says no': `
        resource "aws_rds_cluster" "main" {
          copy_tags_to_snapshot = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "copy" {}
        resource "aws_db_instance" "main" {
          copy_tags_to_snapshot = var.copy
        }`,
    },
  },
});
