import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isAtLeastMedium } from '../support/criticality';

export const deletionProtection = defineRule({
  id: 'dynamodb/deletion-protection',
  aliases: ['DDB-03'],
  title: 'DynamoDB tables should have deletion protection enabled',
  severity: 'medium',
  why: 'A plan that replaces the table, for example because its key changed, deletes all items within seconds. Deletion protection makes AWS refuse.',
  fix: 'Set deletion_protection_enabled = true.',
  resources: ['aws_dynamodb_table'],
  optOuts: ['deletion_protection'],
  check: (table, context) => {
    if (!isAtLeastMedium(context) && !Object.hasOwn(table.optOuts, 'deletion_protection')) return [];
    return attribute(table, 'deletion_protection_enabled', { default: false }).is(true);
  },
  examples: {
    good: {
      on: `
        resource "aws_dynamodb_table" "orders" {
          deletion_protection_enabled = true
        }`,
    },
    bad: {
      'not set': `
        resource "aws_dynamodb_table" "orders" {
          hash_key = "id"
        }`,
      off: `
        resource "aws_dynamodb_table" "orders" {
          deletion_protection_enabled = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "protected" {}
        resource "aws_dynamodb_table" "orders" {
          deletion_protection_enabled = var.protected
        }`,
    },
  },
});
