import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const inVpc = defineRule({
  id: 'sagemaker/in-vpc',
  aliases: ['SM-03'],
  title: 'SageMaker notebook instances should be in a VPC',
  severity: 'high',
  why: 'Outside a VPC, no security group and no flow log covers the notebook, and private data sources are accessed over the internet.',
  fix: 'Set subnet_id and security_groups. This replaces the notebook.',
  resources: ['aws_sagemaker_notebook_instance'],
  check: (notebook) => attribute(notebook, 'subnet_id').isPresent('a subnet'),
  examples: {
    good: {
      'a subnet': `
        resource "aws_sagemaker_notebook_instance" "main" {
          subnet_id = "subnet-0a1b2c3d"
        }`,
    },
    bad: {
      none: `
        resource "aws_sagemaker_notebook_instance" "main" {
          name = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "subnet" {}
        resource "aws_sagemaker_notebook_instance" "main" {
          subnet_id = var.subnet
        }`,
    },
  },
});
