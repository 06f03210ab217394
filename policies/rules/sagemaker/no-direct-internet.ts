import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const noDirectInternet = defineRule({
  id: 'sagemaker/no-direct-internet',
  aliases: ['SM-01'],
  title: 'SageMaker notebook instances should not have direct internet access',
  severity: 'high',
  why: 'The network interface belongs to SageMaker and bypasses your VPC, so egress of the notebook is neither filtered nor logged.',
  fix: 'Set direct_internet_access = "Disabled" with a subnet_id. This replaces the notebook.',
  resources: ['aws_sagemaker_notebook_instance'],
  check: (notebook) => attribute(notebook, 'direct_internet_access', { default: 'Enabled' }).is('Disabled'),
  examples: {
    good: {
      disabled: `
        resource "aws_sagemaker_notebook_instance" "main" {
          direct_internet_access = "Disabled"
          subnet_id              = "subnet-0a1b2c3d"
        }`,
    },
    bad: {
      'the default': `
        resource "aws_sagemaker_notebook_instance" "main" {
          name = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "access" {}
        resource "aws_sagemaker_notebook_instance" "main" {
          direct_internet_access = var.access
        }`,
    },
  },
});
