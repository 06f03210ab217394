import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { namesCustomerKey } from '../support/customer-key';

export const customerManagedKey = defineRule({
  id: 'dynamodb/customer-managed-key',
  aliases: ['DDB-02'],
  title: 'DynamoDB tables should be encrypted with a customer managed key',
  severity: 'low',
  why: 'Under the AWS owned key, access to the table is enough to read its content. Use of the key is not logged, and the key cannot be disabled.',
  fix: 'Add server_side_encryption { enabled = true, kms_key_arn = … } with a customer managed KMS key.',
  resources: ['aws_dynamodb_table'],
  check: (table) => {
    const enabled = attribute(table, 'server_side_encryption.enabled', { default: false }).is(true);
    if (enabled.status === 'fail') return enabled;
    return all([enabled, namesCustomerKey(attribute(table, 'server_side_encryption.kms_key_arn'))]);
  },
  examples: {
    good: {
      'a key': `
        resource "aws_kms_key" "data" {}
        resource "aws_dynamodb_table" "orders" {
          server_side_encryption {
            enabled     = true
            kms_key_arn = aws_kms_key.data.arn
          }
        }`,
    },
    bad: {
      'not set, which defaults to a key that AWS owns': `
        resource "aws_dynamodb_table" "orders" {
          hash_key = "id"
        }`,
      'no key named, which is aws/dynamodb': `
        resource "aws_dynamodb_table" "orders" {
          server_side_encryption {
            enabled = true
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_dynamodb_table" "orders" {
          server_side_encryption {
            enabled     = true
            kms_key_arn = var.key
          }
        }`,
    },
  },
});
