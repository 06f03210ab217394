import { notPublic as repositoryNotPublic } from '../../../policies/rules/ecr/not-public';
import { noPublicPolicy } from '../../../policies/rules/kms/no-public-policy';
import { closedToEveryone } from '../../../policies/rules/support/exposure';
import { eachAllow } from '../../../policies/rules/support/policies';
import { dataNotPublic } from '../../../policies/rules/resource-policy/data-not-public';
import { notPublic as otherNotPublic } from '../../../policies/rules/resource-policy/not-public';
import { notPublic as queueNotPublic } from '../../../policies/rules/sqs/not-public';
import type { Context, Rule } from '../../../review/engine/rule';
import { assumptions } from '../../../review/iam/assumptions';
import { externalAccess } from '../../../review/iam/external-access';
import { keyViewsOf } from '../../../review/iam/key-view';
import type { Truth } from '../../../review/iam/three-valued-logic';
import { graphOfHcl } from '../../../review/model/load';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';

type Check = Pick<Rule, 'check'>;

/** A rule of another purpose judges more of a trust policy; this is what it shares with the others. */
const trustNotPublic: Check = {
  check: (role, { graph }) => eachAllow(role, graph, ['trust'], '', (allow) => closedToEveryone(allow, '')),
};

/** Services with a rule about public policies: the type, its attribute, an action, what else it needs. */
const services: readonly (readonly [type: string, attribute: string, action: string, rule: Check])[] = [
  ['aws_sqs_queue', 'policy', 'sqs:SendMessage', queueNotPublic],
  ['aws_kms_key', 'policy', 'kms:Decrypt', noPublicPolicy],
  ['aws_iam_role', 'assume_role_policy', 'sts:AssumeRole', trustNotPublic],
  ['aws_ecr_repository_policy', 'policy', 'ecr:BatchGetImage', repositoryNotPublic],
  ['aws_dynamodb_resource_policy', 'policy', 'dynamodb:GetItem', dataNotPublic],
  ['aws_glacier_vault', 'access_policy', 'glacier:DeleteArchive', dataNotPublic],
  ['aws_backup_vault_policy', 'policy', 'backup:CopyIntoBackupVault', otherNotPublic],
];

const principals = [
  'Principal = "*"',
  'Principal = { AWS = "*" }',
  'Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }',
  'Principal = { AWS = "arn:aws:iam::*:root" }',
  'NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" }',
  'Principal = { AWS = "arn:aws:iam::111122223333:root" }',
  'Principal = { AWS = "arn:aws:iam::111122223333:role/app" }',
  'Principal = { AWS = "arn:aws:iam::999988887777:root" }',
  'Principal = { AWS = "arn:aws:iam::${var.account}:root" }',
  'Principal = { AWS = var.account }',
  'Principal = { Service = "sns.amazonaws.com" }',
];

const conditions = [
  '',
  '',
  'StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }',
  'StringLike = { "aws:PrincipalOrgID" = "*" }',
  'StringEqualsIfExists = { "aws:SourceVpce" = "vpce-1" }',
  '"ForAllValues:StringEquals" = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }',
  '"ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "o-a1b2c3d4e5/*" }',
  'StringEquals = { "aws:SourceVpce" = var.account }',
  'StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }',
  'StringNotEquals = { "aws:PrincipalAccount" = var.account }',
  'Bool = { "aws:SecureTransport" = "true" }',
  'IpAddress = { "aws:SourceIp" = "0.0.0.0/0" }',
  'IpAddress = { "aws:SourceIp" = "192.0.2.0/24" }',
];

/** The same numbers each time: https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function generator(seed: number): <T>(of: readonly T[]) => T {
  let state = seed;
  return (of) => {
    state = (state * 48271) % 2147483647;
    return of[state % of.length] as (typeof of)[number];
  };
}

function policyFrom(pick: ReturnType<typeof generator>, action: string): string {
  const statement = (effect: string) => {
    const condition = pick(conditions);
    // A rule asks about all that a statement allows, `can` about one action: an Allow of just that is the same.
    const of =
      effect === 'Allow'
        ? action
        : pick([action, action, `${action.split(':')[0]}:${action.split(':')[1]?.slice(0, 3)}*`]);
    return `{
      Effect = "${effect}"
      ${pick(principals)}
      Action = "${of}"
      Resource = "*"
      ${condition === '' ? '' : `Condition = { ${condition} }`}
    }`;
  };
  const effects = pick([['Allow'], ['Allow'], ['Allow', 'Deny'], ['Allow', 'Allow'], ['Allow', 'Allow', 'Deny']]);
  return `jsonencode({ Version = "2012-10-17", Statement = [${effects.map(statement).join(', ')}] })`;
}

type Answer = 'public' | 'unknown' | 'named';

function answerOf(truths: readonly Truth[]): Answer {
  if (truths.includes(true)) return 'public';
  return truths.some((one) => one instanceof Unknown) ? 'unknown' : 'named';
}

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

test.each(services)('the rule, "can anyone" and the views agree about %s', async (type, attribute, action, rule) => {
  const answers = new Set<Answer>();
  for (const seed of seeds) {
    const pick = generator(seed * 7919);
    for (let warmUp = 0; warmUp < 5; warmUp++) pick([0]);
    const hcl = `
      provider "aws" {
        allowed_account_ids = ["111122223333"]
      }
      variable "account" {}
      resource "${type}" "a" {
        name = "a"
        ${attribute} = ${policyFrom(pick, action)}
      }`;
    const graph = await graphOfHcl(hcl);
    const [resource] = graph.all(type) as [Resource];
    const verdicts = [rule.check(resource, { graph, environment: { knownAccounts: [] } } as unknown as Context)].flat();
    const byRule = answerOf(
      verdicts.map((one) => (one.status === 'unknown' ? new Unknown('by the rule') : one.status === 'fail')),
    );
    answers.add(byRule);
    const found = externalAccess(graph, action);
    expect([hcl, 'can anyone', answerOf(found.map(({ isPublic }) => isPublic))]).toEqual([hcl, 'can anyone', byRule]);
    if (byRule === 'public')
      expect([hcl, found.some((one) => one.isPublic === true && !one.unknown)]).toEqual([hcl, true]);
    if (type === 'aws_iam_role') {
      const trusted = assumptions(graph).external.map(({ isPublic }) => isPublic);
      expect([hcl, 'trust view', answerOf(trusted)]).toEqual([hcl, 'trust view', byRule]);
    }
    if (type === 'aws_kms_key') {
      const [key] = keyViewsOf(graph, resource.environment);
      const isPublic = key?.users.some(({ name }) => name === 'everyone');
      expect([hcl, 'key view', isPublic]).toEqual([hcl, 'key view', byRule === 'public']);
      if (byRule === 'unknown') expect([hcl, key?.unknown]).not.toEqual([hcl, []]);
    }
  }
  expect([...answers].sort()).toEqual(['named', 'public', 'unknown']);
});
