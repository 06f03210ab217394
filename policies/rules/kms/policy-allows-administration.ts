import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { type Statement, unknownIn } from '../../../review/iam/document';
import { coversText } from '../../../review/iam/text-matching';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { isOwnAccount } from '../support/exposure';
import { policiesOf } from '../support/policies';

const expected = 'a policy that allows its own account to administer the key, including kms:PutKeyPolicy';

export const policyAllowsAdministration = defineRule({
  id: 'kms/policy-allows-administration',
  aliases: ['KMS-03', 'kms/policy-keeps-admin'],
  title: 'KMS keys should have a key policy that keeps an administrator',
  severity: 'medium',
  why: 'Without a key policy, the default policy lets IAM in the whole account decide who uses the key. With a policy that names only one role, the key cannot be managed any more when that role is deleted, and only AWS Support can help.',
  fix: 'Set policy: administration for arn:aws:iam::<account>:root, and use of the key for the roles and services that need it. Leave bypass_policy_lockout_safety_check at false.',
  resources: ['aws_kms_key', 'aws_kms_replica_key'],
  check: (key, { graph }) =>
    all([attribute(key, 'bypass_policy_lockout_safety_check', { default: false }).is(false), keepsAdmin(key, graph)]),
  examples: {
    good: {
      'the account administers': `
        resource "aws_kms_key" "main" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = ["kms:Describe*", "kms:Put*", "kms:ScheduleKeyDeletion"]
              Resource  = "*"
            }]
          })
        }`,
      'a replica, whose policy is its own': `
        resource "aws_kms_replica_key" "main" {
          primary_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = ["kms:Describe*", "kms:Put*", "kms:ScheduleKeyDeletion"]
              Resource  = "*"
            }]
          })
        }`,
      'in a separate policy, of the account that the caller is in': `
        data "aws_caller_identity" "current" {}
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
        resource "aws_kms_key_policy" "main" {
          key_id = aws_kms_key.main.key_id
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::\${data.aws_caller_identity.current.account_id}:root" }
              Action    = "kms:*"
              Resource  = "*"
            }]
          })
        }`,
    },
    bad: {
      'no policy': `
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }`,
      'a replica without a policy': `
        resource "aws_kms_replica_key" "main" {
          primary_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234"
        }`,
      'a role only': `
        resource "aws_kms_key" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/deploy" }, Action = "kms:*", Resource = "*" }]
          })
        }`,
      'AWS’s check for a lockout is off': `
        resource "aws_kms_key" "main" {
          bypass_policy_lockout_safety_check = true
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_kms_key" "main" {
          policy = var.policy
        }`,
    },
  },
});

function keepsAdmin(key: Resource, graph: Graph): Verdict {
  const separate = graph.children(key, 'aws_kms_key_policy', 'key_id');
  const policies = [key, ...separate.found].flatMap((resource) => policiesOf(resource));
  const documents = policies.map(({ document }) => document);
  const isKept = documents.some(
    (document) => !(document instanceof Unknown) && document.statements.some((one) => administers(one, key)),
  );
  if (isKept) return pass;
  const unknown = [
    ...documents.map((document) => (document instanceof Unknown ? document : unknownIn(document))),
    policies.length === 0 ? separate.unknown : undefined,
  ].find((one) => one !== undefined);
  if (unknown) return notKnown('policy', expected, unknown);
  return failing('policy', expected, policies.length > 0 ? 'none for the account' : 'nothing');
}

function administers({ effect, principals = [], actions = [], conditions }: Statement, key: Resource): boolean {
  return (
    effect === 'Allow' &&
    principals.some(({ id }) => isOwnAccount(id, key.provider.account)) &&
    actions.some((action) => coversText(action, 'kms:PutKeyPolicy', true) === true) &&
    conditions.every((condition) => /^aws:(principal|multifactorauth)/i.test(condition.key))
  );
}
