import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const logged = defineRule({
  id: 'appsync/logged',
  aliases: ['AS-02'],
  title: 'AppSync APIs should have field-level logging enabled',
  severity: 'medium',
  why: 'Without field-level logs there is no record of which data a client read, or of why a resolver failed.',
  fix: 'Add log_config { field_log_level = "ERROR", cloudwatch_logs_role_arn = … }.',
  resources: ['aws_appsync_graphql_api'],
  check: (api) => attribute(api, 'log_config.field_log_level', { default: 'NONE' }).isNot('NONE'),
  examples: {
    good: {
      errors: `
        resource "aws_appsync_graphql_api" "main" {
          log_config {
            field_log_level          = "ERROR"
            cloudwatch_logs_role_arn = "arn:aws:iam::111122223333:role/logs"
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_appsync_graphql_api" "main" {
          authentication_type = "AWS_IAM"
        }`,
      disabled: `
        resource "aws_appsync_graphql_api" "main" {
          log_config {
            field_log_level          = "NONE"
            cloudwatch_logs_role_arn = "arn:aws:iam::111122223333:role/logs"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "level" {}
        resource "aws_appsync_graphql_api" "main" {
          log_config {
            field_log_level          = var.level
            cloudwatch_logs_role_arn = "arn:aws:iam::111122223333:role/logs"
          }
        }`,
    },
  },
});
