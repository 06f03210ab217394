import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing } from '../../../review/engine/verdict';
import { managesAccount, within } from '../support/account-baseline';

/** Resources that use EBS volumes. */
const users = ['aws_vpc', 'aws_instance', 'aws_launch_template', 'aws_ebs_volume', 'aws_autoscaling_group'];

export const encryptionByDefault = defineRule({
  id: 'ec2/encryption-by-default',
  aliases: ['EC2-05'],
  title: 'EBS default encryption should be enabled',
  severity: 'high',
  why: 'Without it, a volume that was created by hand, or by a service that does not set the flag, stores data unencrypted.',
  fix: 'Add aws_ebs_encryption_by_default with enabled = true in each Region that has instances, and aws_ebs_default_kms_key for a customer managed key.',
  resources: ['@region', 'aws_ebs_encryption_by_default'],
  check: (resource, { graph }) => {
    if (resource.type !== '@region') return attribute(resource, 'enabled', { default: true }).is(true);
    const isAsked = managesAccount(resource, graph) && within(resource, graph, ...users).length > 0;
    const settings = within(resource, graph, 'aws_ebs_encryption_by_default');
    if (!isAsked) return [];
    return settings.length > 0 ? all([]) : failing(undefined, 'aws_ebs_encryption_by_default', 'none in any stack');
  },
  examples: {
    good: {
      'enabled, which is the default': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_vpc" "main" {}
        resource "aws_ebs_encryption_by_default" "main" {}`,
    },
    bad: {
      off: `
        resource "aws_ebs_encryption_by_default" "main" {
          enabled = false
        }`,
      'not set in a Region with a VPC': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_iam_account_password_policy" "main" {}
        resource "aws_vpc" "main" {}`,
    },
    unknown: {
      'a variable without a value': `
        variable "enabled" {}
        resource "aws_ebs_encryption_by_default" "main" {
          enabled = var.enabled
        }`,
    },
  },
});
