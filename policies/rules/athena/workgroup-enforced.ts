import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const workgroupEnforced = defineRule({
  id: 'athena/workgroup-enforced',
  aliases: ['ATH-02'],
  title: 'Athena workgroups should enforce their configuration',
  severity: 'medium',
  why: 'Otherwise a client chooses the location and the encryption of its results.',
  fix: 'Set configuration { enforce_workgroup_configuration = true }, or remove it.',
  resources: ['aws_athena_workgroup'],
  check: (workgroup) =>
    attribute(workgroup, 'configuration.enforce_workgroup_configuration', { default: true }).is(true),
  examples: {
    good: {
      'the default': `
        resource "aws_athena_workgroup" "main" {
          name = "main"
        }`,
    },
    bad: {
      disabled: `
        resource "aws_athena_workgroup" "main" {
          configuration {
            enforce_workgroup_configuration = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "enforce" {}
        resource "aws_athena_workgroup" "main" {
          configuration {
            enforce_workgroup_configuration = var.enforce
          }
        }`,
    },
  },
});
