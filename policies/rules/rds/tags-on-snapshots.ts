import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const tagsOnSnapshots = defineRule({
  id: 'rds/tags-on-snapshots',
  aliases: ['RDS-13'],
  title: 'RDS DB instances and clusters should copy tags to snapshots',
  severity: 'low',
  why: 'Access control, cost allocation and retention by tags do not apply to a snapshot without tags, although it is a copy of all data.',
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
      'not set': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'a cluster with false': `
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
