import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const traced = defineRule({
  id: 'api-gateway/traced',
  aliases: ['API-07'],
  title: 'API Gateway stages should have X-Ray tracing enabled',
  severity: 'low',
  why: 'Without traces, a slow call cannot be followed.',
  fix: 'Set xray_tracing_enabled = true.',
  resources: ['aws_api_gateway_stage'],
  check: (stage) => attribute(stage, 'xray_tracing_enabled', { default: false }).is(true),
  examples: {
    good: {
      traced: `
        resource "aws_api_gateway_stage" "main" {
          xray_tracing_enabled = true
        }`,
    },
    bad: {
      'the default': `
        resource "aws_api_gateway_stage" "main" {
          stage_name = "v1"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "trace" {}
        resource "aws_api_gateway_stage" "main" {
          xray_tracing_enabled = var.trace
        }`,
    },
  },
});
