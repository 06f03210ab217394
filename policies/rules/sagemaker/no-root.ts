import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const noRoot = defineRule({
  id: 'sagemaker/no-root',
  aliases: ['SM-02'],
  title: 'SageMaker notebook instances should not give users root access',
  severity: 'high',
  why: 'Root can disable logging and restrictions of the notebook, and read the credentials of its role.',
  fix: 'Set root_access = "Disabled".',
  resources: ['aws_sagemaker_notebook_instance'],
  check: (notebook) => attribute(notebook, 'root_access', { default: 'Enabled' }).is('Disabled'),
  examples: {
    good: {
      disabled: `
        resource "aws_sagemaker_notebook_instance" "main" {
          root_access = "Disabled"
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
        variable "root" {}
        resource "aws_sagemaker_notebook_instance" "main" {
          root_access = var.root
        }`,
    },
  },
});
