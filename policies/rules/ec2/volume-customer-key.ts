import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const volumeCustomerKey = defineRule({
  id: 'ec2/volume-customer-key',
  aliases: ['EC2-06'],
  title: 'EBS volumes should be encrypted with a customer managed key',
  severity: 'low',
  why: 'Snapshots under the AWS managed key cannot be shared with another account, and its key policy cannot be changed to revoke access.',
  fix: 'Set kms_key_id to the ARN of a customer managed KMS key.',
  resources: ['aws_ebs_volume'],
  check: (volume) => namesCustomerKey(attribute(volume, 'kms_key_id')),
  examples: {
    good: {
      'a customer managed key': `
        resource "aws_kms_key" "data" {}
        resource "aws_ebs_volume" "data" {
          encrypted  = true
          kms_key_id = aws_kms_key.data.arn
        }`,
    },
    bad: {
      'the AWS managed key, which is the default': `
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
