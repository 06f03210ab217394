import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const volumeCustomerKey = defineRule({
  id: 'ec2/volume-customer-key',
  aliases: ['EC2-06'],
  title: 'EBS volumes are encrypted with a customer managed key',
  severity: 'low',
  why: 'Snapshots under the key of AWS cannot be shared with another account, and nobody can take back who may decrypt them.',
  fix: 'Set kms_key_id to the ARN of a key of yours.',
  resources: ['aws_ebs_volume'],
  check: (volume) => namesCustomerKey(attribute(volume, 'kms_key_id')),
  examples: {
    good: {
      'a key of its own': `
        resource "aws_kms_key" "data" {}
        resource "aws_ebs_volume" "data" {
          encrypted  = true
          kms_key_id = aws_kms_key.data.arn
        }`,
    },
    bad: {
      'the key of AWS, which is the default': `
        resource "aws_ebs_volume" "data" {
          encrypted = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_ebs_volume" "data" {
          kms_key_id = var.key
        }`,
    },
  },
});
