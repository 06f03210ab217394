import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { attributeOf, eachBlock, Unknown } from '../../../review/engine/attribute';
import { all, notKnown } from '../../../review/engine/verdict';

const path = 'additional_authentication_provider';

export const noApiKey = defineRule({
  id: 'appsync/no-api-key',
  aliases: ['AS-01'],
  title: 'AppSync APIs should not be authenticated with API keys',
  severity: 'high',
  why: 'An API key is shared by all clients, is part of their code, and does not identify the caller.',
  fix: 'Set authentication_type (and that of each additional_authentication_provider) to AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT or AWS_LAMBDA.',
  resources: ['aws_appsync_graphql_api'],
  check: (api) => {
    const others = eachBlock(api, path);
    if (others instanceof Unknown) return notKnown(path, 'not "API_KEY"', others);
    return all([
      attribute(api, 'authentication_type').isNot('API_KEY'),
      ...others.map((other) => attributeOf(other, 'authentication_type').isNot('API_KEY')),
    ]);
  },
  examples: {
    good: {
      'users of a pool': `
        resource "aws_appsync_graphql_api" "main" {
          authentication_type = "AMAZON_COGNITO_USER_POOLS"
        }`,
    },
    bad: {
      'a key': `
        resource "aws_appsync_graphql_api" "main" {
          authentication_type = "API_KEY"
        }`,
      'a key beside users': `
        resource "aws_appsync_graphql_api" "main" {
          authentication_type = "AWS_IAM"
          additional_authentication_provider {
            authentication_type = "API_KEY"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "type" {}
        resource "aws_appsync_graphql_api" "main" {
          authentication_type = var.type
        }`,
    },
  },
});
