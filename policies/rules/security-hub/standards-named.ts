import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const standardsNamed = defineRule({
  id: 'security-hub/standards-named',
  aliases: [],
  title: 'The standards of Security Hub should be named',
  severity: 'low',
  why: 'By default Security Hub subscribes to standards that AWS chooses, and chooses otherwise in time. They are no resources, so no plan shows them and no review sees what is checked; and the default can only be changed by replacing the account, with its findings.',
  fix: 'Set enable_default_standards = false, and add an aws_securityhub_standards_subscription for each standard.',
  resources: ['aws_securityhub_account'],
  check: (hub) => attribute(hub, 'enable_default_standards', { default: true }).is(false),
  examples: {
    good: {
      'standards as resources': `
        resource "aws_securityhub_account" "main" {
          enable_default_standards = false
        }
        resource "aws_securityhub_standards_subscription" "fsbp" {
          standards_arn = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"
        }`,
    },
    bad: {
      'the default': `
        resource "aws_securityhub_account" "main" {}`,
    },
    unknown: {
      'a variable without a value': `
        variable "default_standards" {}
        resource "aws_securityhub_account" "main" {
          enable_default_standards = var.default_standards
        }`,
    },
  },
});
