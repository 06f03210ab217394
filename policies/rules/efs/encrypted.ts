import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { namesCustomerKey } from '../support/customer-key';

export const encrypted = defineRule({
  id: 'efs/encrypted',
  aliases: ['EFS-01'],
  title: 'EFS file systems should be encrypted with a customer managed key',
  severity: 'high',
  why: 'Without encryption, files are readable in backups and replicas, and encryption cannot be enabled later: all files have to be copied. Under the AWS managed key, access cannot be limited by a key policy.',
  fix: 'Set encrypted = true and kms_key_id to a customer managed KMS key.',
  resources: ['aws_efs_file_system'],
  check: (files) => {
    const isEncrypted = attribute(files, 'encrypted', { default: false }).is(true);
    return isEncrypted.status === 'fail'
      ? isEncrypted
      : all([isEncrypted, namesCustomerKey(attribute(files, 'kms_key_id'))]);
  },
  examples: {
    good: {
      'with a key': `
        resource "aws_kms_key" "data" {}
        resource "aws_efs_file_system" "media" {
          encrypted  = true
          kms_key_id = aws_kms_key.data.arn
        }`,
    },
    bad: {
      'not set': `
        resource "aws_efs_file_system" "media" {}`,
      'no key named, which is aws/elasticfilesystem': `
        resource "aws_efs_file_system" "media" {
          encrypted = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypted" {}
        resource "aws_efs_file_system" "media" {
          encrypted  = var.encrypted
          kms_key_id = "alias/data"
        }`,
    },
  },
});
