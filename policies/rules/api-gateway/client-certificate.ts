import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const clientCertificate = defineRule({
  id: 'api-gateway/client-certificate',
  aliases: ['API-09'],
  title: 'API Gateway stages should have a client certificate',
  severity: 'low',
  why: 'Without a client certificate the backend cannot tell API Gateway from anyone else who knows its address.',
  fix: 'Set client_certificate_id to an aws_api_gateway_client_certificate, and verify it in the backend.',
  resources: ['aws_api_gateway_stage'],
  check: (stage) => attribute(stage, 'client_certificate_id').isPresent('a client certificate'),
  examples: {
    good: {
      'a certificate': `
        resource "aws_api_gateway_stage" "main" {
          client_certificate_id = "a1b2c3"
        }`,
    },
    bad: {
      none: `
        resource "aws_api_gateway_stage" "main" {
          stage_name = "v1"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "certificate" {}
        resource "aws_api_gateway_stage" "main" {
          client_certificate_id = var.certificate
        }`,
    },
  },
});
