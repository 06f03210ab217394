import { attribute, isMap } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const environmentCustomerKey = defineRule({
  id: 'lambda/environment-customer-key',
  aliases: ['LMB-07'],
  title: 'Lambda environment variables should be encrypted with a customer managed key',
  severity: 'low',
  why: 'By default Lambda uses an AWS managed key, which everyone who can read the configuration of the function can use. The policy of a customer managed key adds a second permission.',
  fix: 'Set kms_key_arn to a customer managed key.',
  resources: ['aws_lambda_function'],
  check: (lambda) => {
    const variables = lambda.at('environment.variables');
    if (variables === undefined || (isMap(variables) && Object.keys(variables).length === 0)) return [];
    return namesCustomerKey(attribute(lambda, 'kms_key_arn'));
  },
  examples: {
    good: {
      'a key of the account': `
        resource "aws_kms_key" "data" {}
        resource "aws_lambda_function" "api" {
          kms_key_arn = aws_kms_key.data.arn
          environment {
            variables = {
              LOG_LEVEL = "info"
            }
          }
        }`,
    },
    bad: {
      'the AWS managed key': `
        resource "aws_lambda_function" "api" {
          environment {
            variables = {
              LOG_LEVEL = "info"
            }
          }
        }`,
    },
    unknown: {
      'a key without a value': `
        variable "key" {}
        resource "aws_lambda_function" "api" {
          kms_key_arn = var.key
          environment {
            variables = {
              LOG_LEVEL = "info"
            }
          }
        }`,
    },
  },
});
