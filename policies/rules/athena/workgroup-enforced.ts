import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const workgroupEnforced = defineRule({
  id: 'athena/workgroup-enforced',
  aliases: ['ATH-02'],
  title: 'Athena workgroups should enforce their settings',
  severity: 'medium',
  why: 'Otherwise a client chooses its own place and encryption for results.',
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
      'switched off': `
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
