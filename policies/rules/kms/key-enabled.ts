import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const keyEnabled = defineRule({
  id: 'kms/key-enabled',
  aliases: ['KMS-06'],
  title: 'KMS keys should be enabled',
  severity: 'medium',
  why: 'While a key is disabled, data that was encrypted with it cannot be read: databases stop, and volumes cannot be attached.',
  fix: 'Remove is_enabled = false. To retire a key, delete it with a deletion window.',
  resources: ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'],
  check: (key) => attribute(key, key.type === 'aws_kms_key' ? 'is_enabled' : 'enabled', { default: true }).is(true),
  examples: {
    good: {
      'the default': `
        resource "aws_kms_key" "main" {
          description = "data"
        }`,
    },
    bad: {
      disabled: `
        resource "aws_kms_key" "main" {
          is_enabled = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "enabled" {}
        resource "aws_kms_key" "main" {
          is_enabled = var.enabled
        }`,
    },
  },
});
