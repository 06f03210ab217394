import { defineRule } from '../../../review/engine/rule';
import { Resource } from '../../../review/model/resource';
import { protectedBy } from '../support/web-acl';

export const firewall = defineRule({
  id: 'api-gateway/firewall',
  aliases: ['API-04'],
  title: 'Public API Gateway stages should be associated with a WAF web ACL',
  severity: 'high',
  why: 'Without a web ACL, common exploits reach the backend, and nothing limits the rate of password guessing.',
  fix: 'Add an aws_wafv2_web_acl_association with resource_arn of the stage and web_acl_arn of a regional web ACL.',
  resources: ['aws_api_gateway_stage'],
  optOuts: ['web_acl'],
  check: (stage, { graph }) => {
    const api = graph.resolveFor(stage, stage.at('rest_api_id'), 'aws_api_gateway_rest_api');
    const types = api instanceof Resource ? api.at('endpoint_configuration.types') : undefined;
    const isPrivate = [types ?? []].flat().includes('PRIVATE');
    return isPrivate ? [] : protectedBy(graph, stage);
  },
  examples: {
    good: {
      'associated with one, and a private API': `
        resource "aws_wafv2_web_acl" "main" {}
        resource "aws_api_gateway_stage" "v1" {}
        resource "aws_wafv2_web_acl_association" "v1" {
          resource_arn = aws_api_gateway_stage.v1.arn
          web_acl_arn  = aws_wafv2_web_acl.main.arn
        }
        resource "aws_api_gateway_rest_api" "inside" {
          endpoint_configuration {
            types = ["PRIVATE"]
          }
        }
        resource "aws_api_gateway_stage" "inside" {
          rest_api_id = aws_api_gateway_rest_api.inside.id
        }`,
    },
    bad: {
      none: `
        resource "aws_api_gateway_stage" "v1" {}`,
    },
    unknown: {
      'an association whose resource is a variable without a value': `
        variable "stage" {}
        resource "aws_api_gateway_stage" "v1" {}
        resource "aws_wafv2_web_acl_association" "v1" {
          resource_arn = var.stage
        }`,
    },
  },
});
