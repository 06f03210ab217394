import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import type { Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const isModern = (policy: Value | undefined) => /^(TLS_1_[23]|SecurityPolicy_TLS1[23]_.+)$/.test(textOfValue(policy));

export const tlsVersion = defineRule({
  id: 'api-gateway/tls-version',
  aliases: ['API-05'],
  title: 'API Gateway custom domain names should require TLS 1.2 or later',
  severity: 'medium',
  why: 'TLS 1.0 and 1.1 have known weaknesses. An attacker on the network can downgrade a client to them and read the traffic.',
  fix: 'Set security_policy = "TLS_1_2".',
  resources: ['aws_api_gateway_domain_name', 'aws_apigatewayv2_domain_name'],
  check: (domain) => {
    const isRest = domain.type === 'aws_api_gateway_domain_name';
    const path = isRest ? 'security_policy' : 'domain_name_configuration.security_policy';
    return attribute(domain, path).satisfies('"TLS_1_2" or later', isModern);
  },
  examples: {
    good: {
      'TLS 1.2 of both generations': `
        resource "aws_api_gateway_domain_name" "api" {
          security_policy = "TLS_1_2"
        }
        resource "aws_apigatewayv2_domain_name" "api" {
          domain_name_configuration {
            security_policy = "TLS_1_2"
          }
        }`,
    },
    bad: {
      'TLS 1.0': `
        resource "aws_api_gateway_domain_name" "api" {
          security_policy = "TLS_1_0"
        }`,
      'not set': `
        resource "aws_api_gateway_domain_name" "api" {
          domain_name = "api.example.com"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "policy" {}
        resource "aws_api_gateway_domain_name" "api" {
          security_policy = var.policy
        }`,
    },
  },
});
