import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const accessLogs = defineRule({
  id: 'api-gateway/access-logs',
  aliases: ['API-01'],
  title: 'API Gateway stages should have access logging enabled',
  severity: 'medium',
  why: 'Without access logs there is no record of who called which API, and attempts with stolen or guessed keys go unnoticed.',
  fix: 'Add access_log_settings with destination_arn of a log group and a format.',
  resources: ['aws_api_gateway_stage', 'aws_apigatewayv2_stage'],
  check: (stage) => attribute(stage, 'access_log_settings.destination_arn').isPresent('a log group'),
  examples: {
    good: {
      'of a REST API and of an HTTP API': `
        resource "aws_cloudwatch_log_group" "api" {}
        resource "aws_api_gateway_stage" "v1" {
          access_log_settings {
            destination_arn = aws_cloudwatch_log_group.api.arn
            format          = "$context.requestId"
          }
        }
        resource "aws_apigatewayv2_stage" "v2" {
          access_log_settings {
            destination_arn = aws_cloudwatch_log_group.api.arn
            format          = "$context.requestId"
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_api_gateway_stage" "v1" {}`,
      'none of an HTTP API': `
        resource "aws_apigatewayv2_stage" "v2" {
          access_log_settings = null
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logs" {}
        resource "aws_api_gateway_stage" "v1" {
          access_log_settings {
            destination_arn = var.logs
          }
        }`,
    },
  },
});
