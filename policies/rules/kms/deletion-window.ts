import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { isCritical } from '../support/criticality';

export const deletionWindow = defineRule({
  id: 'kms/deletion-window',
  aliases: ['KMS-04'],
  title: 'KMS keys should have a deletion window of 30 days',
  severity: 'medium',
  why: 'All data that was encrypted with a deleted key is lost. During the deletion window somebody can notice failing decryptions and cancel the deletion.',
  fix: 'Set deletion_window_in_days = 30.',
  resources: ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'],
  check: (key, context) =>
    attribute(key, 'deletion_window_in_days', { default: 30 }).isAtLeast(isCritical(context) ? 14 : 7, 'days'),
  examples: {
    good: {
      'a month': `
        resource "aws_kms_key" "main" {
          deletion_window_in_days = 30
        }`,
      'the default, a month': `
        resource "aws_kms_key" "main" {
          deletion_window_in_days = null
        }`,
    },
    bad: {
      'a week': `
        resource "aws_kms_key" "main" {
          deletion_window_in_days = 7
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "days" {}
        resource "aws_kms_key" "main" {
          deletion_window_in_days = var.days
        }`,
    },
  },
});
