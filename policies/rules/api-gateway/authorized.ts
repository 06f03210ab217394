import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { pass, unlessUnknown } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { isDeclaredPublic } from '../support/declared-public';

/** A CORS preflight, which a browser sends without credentials. */
const isPreflight = (method: Resource) =>
  asText(method.at('http_method') ?? null) === 'OPTIONS' || /^OPTIONS\s/.test(String(asText(method.at('route_key'))));

function apiOf(graph: Graph, method: Resource): Resource | undefined {
  const api = graph.resolveFor(
    method,
    method.at('rest_api_id') ?? method.at('api_id'),
    'aws_api_gateway_rest_api',
    'aws_apigatewayv2_api',
  );
  return api instanceof Resource ? api : undefined;
}

export const authorized = defineRule({
  id: 'api-gateway/authorized',
  aliases: ['API-03'],
  title: 'API Gateway methods and routes should require authorization',
  severity: 'high',
  why: 'A method without an authorizer answers anyone on the internet who finds its path. An API key alone does not authenticate a caller.',
  fix: 'Set authorization (authorization_type) to AWS_IAM, COGNITO_USER_POOLS, CUSTOM or JWT. If the API is meant to be public, tag it exposure = "public".',
  resources: ['aws_api_gateway_method', 'aws_apigatewayv2_route'],
  optOuts: ['authorization'],
  check: (method, { graph }) => {
    const api = apiOf(graph, method);
    if (isPreflight(method) || (api && isDeclaredPublic(api))) return pass;
    const isSocket = asText(api?.at('protocol_type') ?? null) === 'WEBSOCKET';
    // A WebSocket API authorizes once, on $connect.
    if (isSocket && asText(method.at('route_key') ?? null) !== '$connect') return [];
    const name = method.type === 'aws_api_gateway_method' ? 'authorization' : 'authorization_type';
    const verdict = attribute(method, name, { default: 'NONE' }).isNot('NONE');
    const verb = method.at('http_method') ?? method.at('route_key');
    return unlessUnknown(verdict, verb);
  },
  examples: {
    good: {
      'an authorizer, a preflight, and a public API': `
        resource "aws_api_gateway_method" "orders" {
          http_method   = "GET"
          authorization = "COGNITO_USER_POOLS"
        }
        resource "aws_api_gateway_method" "preflight" {
          http_method   = "OPTIONS"
          authorization = "NONE"
        }
        resource "aws_apigatewayv2_api" "status" {
          protocol_type = "HTTP"
          tags          = { exposure = "public" }
        }
        resource "aws_apigatewayv2_route" "status" {
          api_id    = aws_apigatewayv2_api.status.id
          route_key = "GET /status"
        }`,
      'a socket that asks when it connects': `
        resource "aws_apigatewayv2_api" "chat" {
          protocol_type = "WEBSOCKET"
        }
        resource "aws_apigatewayv2_route" "connect" {
          api_id             = aws_apigatewayv2_api.chat.id
          route_key          = "$connect"
          authorization_type = "AWS_IAM"
        }
        resource "aws_apigatewayv2_route" "send" {
          api_id    = aws_apigatewayv2_api.chat.id
          route_key = "send"
        }`,
    },
    bad: {
      none: `
        resource "aws_api_gateway_method" "orders" {
          http_method   = "GET"
          authorization = "NONE"
        }`,
      'not set on a route, which defaults to NONE': `
        resource "aws_apigatewayv2_route" "orders" {
          route_key = "GET /orders"
        }`,
      'an API key only': `
        resource "aws_api_gateway_method" "orders" {
          http_method      = "POST"
          authorization    = "NONE"
          api_key_required = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "authorization" {}
        resource "aws_api_gateway_method" "orders" {
          http_method   = "GET"
          authorization = var.authorization
        }`,
    },
  },
});
