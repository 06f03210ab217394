import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';
import { isReplica } from '../support/engines';
import { textOfValue } from '../support/text';

export const customerManagedKey = defineRule({
  id: 'rds/customer-managed-key',
  aliases: ['RDS-02'],
  title: 'RDS DB instances and clusters should be encrypted with a customer managed key',
  severity: 'low',
  why: 'The policy of the AWS managed key cannot be changed. Access to snapshots cannot be limited by the key, and snapshots cannot be shared with another account.',
  fix: 'Set kms_key_id to a customer managed KMS key. The key of a DB instance cannot be changed: copy its snapshot under the new key and restore from the copy.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database) => {
    // A replica has its source's key. Unencrypted storage is judged by rds/storage-encrypted. Aurora Serverless v1 is always encrypted.
    const standard = database.at('engine_mode') === 'serverless';
    const encrypted = textOfValue(database.at('storage_encrypted') ?? standard);
    if (isReplica(database) || encrypted === 'false') return [];
    return namesCustomerKey(attribute(database, 'kms_key_id'));
  },
  examples: {
    good: {
      'a key of the same configuration': `
        resource "aws_kms_key" "data" {}
        resource "aws_db_instance" "main" {
          storage_encrypted = true
          kms_key_id        = aws_kms_key.data.arn
        }`,
      'a key of another configuration': `
        resource "aws_rds_cluster" "main" {
          storage_encrypted = true
          kms_key_id        = "arn:aws:kms:eu-west-1:111122223333:key/0d9c1f1e-5b8a-4f3c-9c65-2f1a7d3e9b10"
        }`,
    },
    bad: {
      'Aurora Serverless v1, which is encrypted without being asked': `
        resource "aws_rds_cluster" "main" {
          engine_mode = "serverless"
        }`,
      'no key, which is aws/rds': `
        resource "aws_db_instance" "main" {
          storage_encrypted = true
        }`,
      'the AWS managed key by its alias': `
        data "aws_kms_alias" "rds" {
          name = "alias/aws/rds"
        }
        resource "aws_rds_cluster" "main" {
          storage_encrypted = true
          kms_key_id        = data.aws_kms_alias.rds.target_key_arn
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_db_instance" "main" {
          storage_encrypted = true
          kms_key_id        = var.key
        }`,
    },
  },
});
