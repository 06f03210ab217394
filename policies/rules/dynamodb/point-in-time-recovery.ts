import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const pointInTimeRecovery = defineRule({
  id: 'dynamodb/point-in-time-recovery',
  aliases: ['DDB-01'],
  title: 'DynamoDB tables should have point-in-time recovery enabled',
  severity: 'medium',
  why: 'DynamoDB keeps no old versions of items and makes no backups by default. Items that a faulty release overwrites are lost.',
  fix: 'Add point_in_time_recovery { enabled = true }.',
  resources: ['aws_dynamodb_table'],
  optOuts: ['point_in_time_recovery'],
  check: (table) => attribute(table, 'point_in_time_recovery.enabled', { default: false }).is(true),
  examples: {
    good: {
      on: `
        resource "aws_dynamodb_table" "orders" {
          point_in_time_recovery {
            enabled = true
          }
        }`,
    },
    bad: {
      'not set': `
        resource "aws_dynamodb_table" "orders" {
          hash_key = "id"
        }`,
      off: `
        resource "aws_dynamodb_table" "orders" {
          point_in_time_recovery {
            enabled = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "recovery" {}
        resource "aws_dynamodb_table" "orders" {
          point_in_time_recovery {
            enabled = var.recovery
          }
        }`,
    },
  },
});
