import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing } from '../../../review/engine/verdict';
import { settingsOf } from './method-settings';

export const executionLogs = defineRule({
  id: 'api-gateway/execution-logs',
  aliases: ['API-02'],
  title: 'API Gateway stages should log errors, without request and response bodies',
  severity: 'medium',
  why: 'Without a logging level, failures are not recorded. With data tracing, the logs contain every header and body, including tokens and personal data.',
  fix: 'Add aws_api_gateway_method_settings for "*/*" with settings { logging_level = "ERROR", data_trace_enabled = false }.',
  resources: ['aws_api_gateway_stage', 'aws_api_gateway_method_settings'],
  check: (resource, { graph }) => {
    if (resource.type === 'aws_api_gateway_method_settings') {
      return all([
        attribute(resource, 'settings.logging_level', { default: 'OFF' }).isOneOf(['ERROR', 'INFO']),
        attribute(resource, 'settings.data_trace_enabled', { default: false }).is(false),
      ]);
    }
    const isThere = settingsOf(graph, resource).length > 0;
    return isThere ? all([]) : failing(undefined, 'an aws_api_gateway_method_settings', 'none in any stack');
  },
  examples: {
    good: {
      errors: `
        resource "aws_api_gateway_rest_api" "shop" {}
        resource "aws_api_gateway_stage" "v1" {
          rest_api_id = aws_api_gateway_rest_api.shop.id
          stage_name  = "v1"
        }
        resource "aws_api_gateway_method_settings" "v1" {
          rest_api_id = aws_api_gateway_rest_api.shop.id
          stage_name  = aws_api_gateway_stage.v1.stage_name
          method_path = "*/*"
          settings {
            logging_level = "ERROR"
          }
        }`,
    },
    bad: {
      'a stage without settings': `
        resource "aws_api_gateway_rest_api" "shop" {}
        resource "aws_api_gateway_stage" "v1" {
          rest_api_id = aws_api_gateway_rest_api.shop.id
          stage_name  = "v1"
        }`,
      'no level, which is off': `
        resource "aws_api_gateway_method_settings" "v1" {
          settings {
            metrics_enabled = true
          }
        }`,
      'with data tracing': `
        resource "aws_api_gateway_method_settings" "v1" {
          settings {
            logging_level      = "INFO"
            data_trace_enabled = true
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "level" {}
        resource "aws_api_gateway_method_settings" "v1" {
          settings {
            logging_level = var.level
          }
        }`,
    },
  },
});
