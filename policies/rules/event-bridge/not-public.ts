import { defineRule } from '../../../review/engine/rule';
import { fail, notKnown, pass } from '../../../review/engine/verdict';
import { opennessOf } from '../../../review/iam/openness';
import { statementOf } from '../../../review/iam/permissions';
import { Unknown } from '../../../review/model/value';
import { policiesClosedToEveryone } from '../support/exposure';

const expected = 'named accounts, or a condition on the organization';

export const notPublic = defineRule({
  id: 'event-bridge/not-public',
  aliases: ['EVB-01'],
  title: 'EventBridge event bus policies should not allow every account',
  severity: 'high',
  why: 'Any AWS account can send events to the bus. Forged events can start your functions and pipelines.',
  fix: 'Name the account in principal, or add a condition on aws:PrincipalOrgID.',
  resources: ['aws_cloudwatch_event_permission', 'aws_cloudwatch_event_bus_policy'],
  check: (resource, { graph }) => {
    if (resource.type === 'aws_cloudwatch_event_bus_policy') {
      return policiesClosedToEveryone(resource, graph, expected);
    }
    const statement = statementOf(resource);
    const openness = opennessOf(statement, { statements: [statement] });
    if (openness instanceof Unknown) return notKnown('principal', expected, openness);
    return openness === 'everyone' ? fail('principal', expected, resource.at('principal')) : pass;
  },
  examples: {
    good: {
      'an account': `
        resource "aws_cloudwatch_event_permission" "main" {
          principal    = "111122223333"
          statement_id = "shop"
        }`,
      'the organization': `
        resource "aws_cloudwatch_event_permission" "main" {
          principal    = "*"
          statement_id = "organization"
          condition {
            type  = "StringEquals"
            key   = "aws:PrincipalOrgID"
            value = "o-a1b2c3d4e5"
          }
        }`,
    },
    bad: {
      'every organization': `
        resource "aws_cloudwatch_event_permission" "main" {
          principal    = "*"
          statement_id = "organization"
          condition {
            type  = "StringEquals"
            key   = "aws:PrincipalOrgID"
            value = "*"
          }
        }`,
      'every account': `
        resource "aws_cloudwatch_event_permission" "main" {
          principal    = "*"
          statement_id = "all"
        }`,
      'every account, by a policy': `
        resource "aws_cloudwatch_event_bus_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "events:PutEvents", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a principal without a value': `
        variable "account" {}
        resource "aws_cloudwatch_event_permission" "main" {
          principal    = var.account
          statement_id = "other"
        }`,
    },
  },
});
