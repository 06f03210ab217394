import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const resultsEncrypted = defineRule({
  id: 'athena/results-encrypted',
  aliases: ['ATH-01'],
  title: 'Athena workgroups should encrypt query results with a KMS key',
  severity: 'low',
  why: 'Results are copies of the data. S3 encrypts them with a key of its own; only a KMS key limits who can read them.',
  fix: 'Set configuration.result_configuration.encryption_configuration { encryption_option = "SSE_KMS", kms_key_arn = … }.',
  resources: ['aws_athena_workgroup'],
  check: (workgroup) =>
    attribute(workgroup, 'configuration.result_configuration.encryption_configuration.encryption_option').isOneOf([
      'SSE_KMS',
      'CSE_KMS',
    ]),
  examples: {
    good: {
      'a key': `
        resource "aws_athena_workgroup" "main" {
          configuration {
            result_configuration {
              encryption_configuration {
                encryption_option = "SSE_KMS"
                kms_key_arn       = "arn:aws:kms:eu-west-1:111122223333:alias/data"
              }
            }
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_athena_workgroup" "main" {
          name = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "option" {}
        resource "aws_athena_workgroup" "main" {
          configuration {
            result_configuration {
              encryption_configuration {
                encryption_option = var.option
              }
            }
          }
        }`,
    },
  },
});
