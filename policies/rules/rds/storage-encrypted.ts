import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const storageEncrypted = defineRule({
  id: 'rds/storage-encrypted',
  aliases: ['RDS-01'],
  title: 'RDS DB instances and clusters should be encrypted at rest',
  severity: 'high',
  why: 'Unencrypted storage leaves data readable in snapshots, backups and replicas. Encryption cannot be enabled later: the database has to be copied.',
  fix: 'Set storage_encrypted = true, and kms_key_id to a customer managed KMS key.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database) => {
    // A replica in the same region has its source's encryption.
    if (database.at('replicate_source_db') !== undefined) return [];
    // Aurora Serverless v1 is always encrypted.
    const standard = database.at('engine_mode') === 'serverless';
    return attribute(database, 'storage_encrypted', { default: standard }).is(true);
  },
  examples: {
    good: {
      'encrypted with a customer managed key': `
        resource "aws_kms_key" "data" {}
        resource "aws_db_instance" "main" {
          storage_encrypted = true
          kms_key_id        = aws_kms_key.data.arn
        }`,
      'a replica, which has the encryption of its source': `
        resource "aws_db_instance" "main" {
          storage_encrypted = true
        }
        resource "aws_db_instance" "reads" {
          replicate_source_db = aws_db_instance.main.identifier
        }`,
    },
    bad: {
      'an explicit null, which means not set': `
        resource "aws_db_instance" "main" {
          storage_encrypted = null
          kms_key_id        = "alias/data"
        }`,
      'no, by a variable with a default': `
        variable "encrypted" {
          default = false
        }
        resource "aws_rds_cluster" "main" {
          storage_encrypted = var.encrypted
        }`,
      'not set, which defaults to unencrypted': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'a cluster with false': `
        resource "aws_rds_cluster" "main" {
          storage_encrypted = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypted" {}
        resource "aws_db_instance" "main" {
          storage_encrypted = var.encrypted
        }`,
    },
  },
});
