import { defineRule } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { isDeclaredPublic } from '../support/declared-public';
import { closedToEveryone } from '../support/exposure';
import { eachAllow } from '../support/policies';

const expected = 'named principals, or a condition on the address, the VPC or the organization';

export const policyNotPublic = defineRule({
  id: 'api-gateway/policy-not-public',
  aliases: ['API-08'],
  title: 'API Gateway REST API policies should not allow everyone',
  severity: 'medium',
  why: 'The resource policy is checked before the authorizer. One that allows everyone limits nothing, and allows other accounts to call methods with IAM authorization.',
  fix: 'Name the accounts, or add a condition on aws:SourceIp, aws:SourceVpce or aws:PrincipalOrgID. If the API is meant to be public, tag it exposure = "public".',
  resources: ['aws_api_gateway_rest_api_policy', 'aws_api_gateway_rest_api'],
  check: (resource, { graph }) => {
    const api = graph.resolveFor(resource, resource.at('rest_api_id'), 'aws_api_gateway_rest_api');
    const isDeclared = [resource, api].some((one) => one instanceof Resource && isDeclaredPublic(one));
    return eachAllow(resource, graph, ['resource'], expected, (allow) =>
      isDeclared ? pass : closedToEveryone(allow, expected),
    );
  },
  examples: {
    good: {
      'an office': `
        resource "aws_api_gateway_rest_api_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }]
          })
        }`,
      'a public API': `
        resource "aws_api_gateway_rest_api" "status" {
          tags = { exposure = "public" }
        }
        resource "aws_api_gateway_rest_api_policy" "main" {
          rest_api_id = aws_api_gateway_rest_api.status.id
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }]
          })
        }`,
    },
    bad: {
      everyone: `
        resource "aws_api_gateway_rest_api_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_api_gateway_rest_api" "main" {
          policy = var.policy
        }`,
    },
  },
});
