import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';

const expected = 'an aws_api_gateway_request_validator';

export const requestsValidated = defineRule({
  id: 'api-gateway/requests-validated',
  aliases: ['API-10'],
  title: 'API Gateway REST APIs should validate requests',
  severity: 'low',
  why: 'Without validation the backend has to parse whatever is sent.',
  fix: 'Add an aws_api_gateway_request_validator for the API.',
  resources: ['aws_api_gateway_rest_api'],
  check: (api, { graph }) => {
    const { found, unknown } = graph.children(api, 'aws_api_gateway_request_validator', 'rest_api_id');
    if (found.length > 0) return pass;
    return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none');
  },
  examples: {
    good: {
      'a validator': `
        resource "aws_api_gateway_rest_api" "shop" {
          name = "shop"
        }
        resource "aws_api_gateway_request_validator" "shop" {
          rest_api_id           = aws_api_gateway_rest_api.shop.id
          validate_request_body = true
        }`,
    },
    bad: {
      none: `
        resource "aws_api_gateway_rest_api" "shop" {
          name = "shop"
        }`,
    },
    unknown: {
      'a validator of an API that is not known': `
        variable "api" {}
        resource "aws_api_gateway_rest_api" "shop" {
          name = "shop"
        }
        resource "aws_api_gateway_request_validator" "some" {
          rest_api_id = var.api
        }`,
    },
  },
});
