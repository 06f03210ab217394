import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';

const expected = 'an aws_api_gateway_request_validator';

/** Whether the API of a stage has a request validator. */
function validated(graph: Graph, stage: Resource): Verdict {
  const api = graph.resolveFor(stage, stage.at('rest_api_id'), 'aws_api_gateway_rest_api');
  if (!(api instanceof Resource)) {
    return notKnown('rest_api_id', expected, api instanceof Unknown ? api : 'its API is not in the input');
  }
  const { found, unknown } = graph.children(api, 'aws_api_gateway_request_validator', 'rest_api_id');
  if (found.length > 0) return pass;
  return unknown
    ? notKnown('rest_api_id', expected, unknown)
    : failing('rest_api_id', expected, `${api.address} without one`);
}

export const traced = defineRule({
  id: 'api-gateway/traced',
  aliases: ['API-07'],
  title: 'API Gateway stages should have X-Ray tracing, request validation and a client certificate',
  severity: 'low',
  why: 'Without traces a slow call cannot be followed. Without validation the backend has to parse whatever is sent. Without a client certificate the backend cannot tell API Gateway from anyone else who knows its address.',
  fix: 'Set xray_tracing_enabled = true and client_certificate_id, and add an aws_api_gateway_request_validator.',
  resources: ['aws_api_gateway_stage'],
  check: (stage, { graph }) =>
    all([
      attribute(stage, 'xray_tracing_enabled', { default: false }).is(true),
      attribute(stage, 'client_certificate_id').isPresent('a client certificate'),
      validated(graph, stage),
    ]),
  examples: {
    good: {
      'all of it': `
        resource "aws_api_gateway_rest_api" "shop" {}
        resource "aws_api_gateway_client_certificate" "shop" {}
        resource "aws_api_gateway_request_validator" "shop" {
          rest_api_id           = aws_api_gateway_rest_api.shop.id
          validate_request_body = true
        }
        resource "aws_api_gateway_stage" "v1" {
          rest_api_id           = aws_api_gateway_rest_api.shop.id
          client_certificate_id = aws_api_gateway_client_certificate.shop.id
          xray_tracing_enabled  = true
        }`,
    },
    bad: {
      'no traces': `
        resource "aws_api_gateway_rest_api" "shop" {}
        resource "aws_api_gateway_request_validator" "shop" {
          rest_api_id = aws_api_gateway_rest_api.shop.id
        }
        resource "aws_api_gateway_stage" "v1" {
          rest_api_id           = aws_api_gateway_rest_api.shop.id
          client_certificate_id = "a1b2c3"
        }`,
      'no validation': `
        resource "aws_api_gateway_rest_api" "shop" {}
        resource "aws_api_gateway_stage" "v1" {
          rest_api_id           = aws_api_gateway_rest_api.shop.id
          client_certificate_id = "a1b2c3"
          xray_tracing_enabled  = true
        }`,
      'no certificate': `
        resource "aws_api_gateway_rest_api" "shop" {}
        resource "aws_api_gateway_request_validator" "shop" {
          rest_api_id = aws_api_gateway_rest_api.shop.id
        }
        resource "aws_api_gateway_stage" "v1" {
          rest_api_id          = aws_api_gateway_rest_api.shop.id
          xray_tracing_enabled = true
        }`,
    },
    unknown: {
      'an API that is not in the input': `
        resource "aws_api_gateway_stage" "v1" {
          rest_api_id           = "a1b2c3d4e5"
          client_certificate_id = "a1b2c3"
          xray_tracing_enabled  = true
        }`,
    },
  },
});
