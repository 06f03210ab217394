import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { type Statement, unknownIn } from '../../../review/iam/document';
import { documentOf } from '../../../review/iam/read-document';
import { matchesText } from '../../../review/iam/text-matching';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { namesCustomerKey } from '../support/customer-key';
import { elided } from '../../../review/model/text';

const expected = 'a key whose policy allows CloudWatch Logs';
const needed = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'];

export const logEncryption = defineRule({
  id: 'cloudwatch/log-encryption',
  aliases: ['CW-02'],
  title: 'CloudWatch log groups should be encrypted with a customer managed key that CloudWatch Logs can use',
  severity: 'low',
  why: 'Logs often contain tokens, addresses and statements. With a customer managed key, reading them also requires permission to decrypt. If the key policy does not allow CloudWatch Logs, the log group cannot be created or stops receiving logs.',
  fix: 'Set kms_key_id to a customer managed KMS key. In its policy, allow logs.<region>.amazonaws.com kms:Encrypt*, kms:Decrypt*, kms:ReEncrypt*, kms:GenerateDataKey* and kms:Describe*.',
  resources: ['aws_cloudwatch_log_group'],
  check: (group, { graph }) => {
    const named = namesCustomerKey(attribute(group, 'kms_key_id'));
    if (named.status !== 'pass') return named;
    const found = graph.resolveFor(group, group.at('kms_key_id'), 'aws_kms_key', 'aws_kms_alias');
    const isAlias = found instanceof Resource && found.type === 'aws_kms_alias' && found.mode === 'managed';
    const key = isAlias ? graph.resolveFor(found, found.at('target_key_id'), 'aws_kms_key') : found;
    // The policy of a key in another configuration is judged in the review of that configuration.
    return key instanceof Resource && key.type === 'aws_kms_key' && key.mode === 'managed' ? admits(key, graph) : pass;
  },
  examples: {
    good: {
      'a key that allows the service': `
        resource "aws_kms_key" "logs" {
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [
              {
                Effect    = "Allow"
                Principal = { Service = "logs.eu-west-1.amazonaws.com" }
                Action    = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
                Resource  = "*"
              },
            ]
          })
        }
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = aws_kms_key.logs.arn
        }`,
      'a key of another configuration': `
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/0d9c1f1e-5b8a-4f3c-9c65-2f1a7d3e9b10"
        }`,
    },
    bad: {
      'no key': `
        resource "aws_cloudwatch_log_group" "app" {
          name = "/app"
        }`,
      'a key with the default policy, which names only the account': `
        resource "aws_kms_key" "logs" {}
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = aws_kms_key.logs.arn
        }`,
      'a key that allows another service': `
        resource "aws_kms_key" "logs" {
          policy = jsonencode({
            Statement = [
              {
                Effect    = "Allow"
                Principal = { Service = "delivery.logs.amazonaws.com" }
                Action    = "kms:*"
                Resource  = "*"
              },
            ]
          })
        }
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = aws_kms_key.logs.arn
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_cloudwatch_log_group" "app" {
          kms_key_id = var.key
        }`,
    },
  },
});

function admits(key: Resource, graph: Graph): Verdict {
  const separate = graph.children(key, 'aws_kms_key_policy', 'key_id').found[0];
  const document = documentOf(key.at('policy') ?? separate?.at('policy'));
  if (document instanceof Unknown) return notKnown('kms_key_id', expected, document);
  const isMet = needed.every((action) => document?.statements.some((statement) => allows(statement, action)));
  if (isMet) return pass;
  const unknown = document && unknownIn(document);
  if (unknown) return notKnown('kms_key_id', expected, unknown);
  return failing('kms_key_id', expected, `${String(key)}, whose policy does not allow it`);
}

function allows({ effect, principals = [], actions = [] }: Statement, action: string): boolean {
  const isOfLogs = principals.some(
    ({ type, id }) => type === 'Service' && /^logs\.(.+\.)?amazonaws\.com/.test(elided(id)),
  );
  return effect === 'Allow' && isOfLogs && actions.some((pattern) => matchesText(pattern, action, true) === true);
}
