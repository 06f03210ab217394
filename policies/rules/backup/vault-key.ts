import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const vaultKey = defineRule({
  id: 'backup/vault-key',
  aliases: ['BKP-01'],
  title: 'Backup vaults should be encrypted with a customer managed key',
  severity: 'medium',
  why: 'Backups under the AWS managed key cannot be copied to another account, where they would survive the loss of this one. Access to them cannot be limited by a key policy either.',
  fix: 'Set kms_key_arn to a customer managed KMS key. The key of a vault cannot be changed: create a new vault.',
  resources: ['aws_backup_vault'],
  check: (vault) => namesCustomerKey(attribute(vault, 'kms_key_arn')),
  examples: {
    good: {
      'a key': `
        resource "aws_kms_key" "backups" {}
        resource "aws_backup_vault" "main" {
          kms_key_arn = aws_kms_key.backups.arn
        }`,
    },
    bad: {
      'not set, which defaults to aws/backup': `
        resource "aws_backup_vault" "main" {
          name = "main"
        }`,
      'the AWS managed key by its alias': `
        resource "aws_backup_vault" "main" {
          kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:alias/aws/backup"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_backup_vault" "main" {
          kms_key_arn = var.key
        }`,
    },
  },
});
