import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, worst, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { isList, Unknown, unknownIn, type Value } from '../../../review/model/value';
import { accountBlock } from '../s3/account-block';
import { inAccount } from '../support/account-baseline';
import { opennessOf } from '../../../review/iam/openness';
import { textOfValue } from '../support/text';
import { policiesOf, statementsOf } from '../support/policies';
import { bucketOf } from './bucket';

const expected = 'a bucket without public access';

export const bucketNotPublic = defineRule({
  id: 'cloudtrail/bucket-not-public',
  aliases: ['TRAIL-05'],
  title: 'The S3 bucket of a trail should not be publicly accessible',
  severity: 'critical',
  why: 'A trail shows who does what, from where, with which role, and what is denied. In public it helps to plan an attack.',
  fix: 'Add an aws_s3_bucket_public_access_block with all four settings true, and allow only cloudtrail.amazonaws.com in the bucket policy.',
  resources: ['aws_cloudtrail'],
  check: (trail, { graph }) => {
    const bucket = bucketOf(trail, graph, expected);
    return bucket instanceof Resource ? judge(bucket, graph) : bucket;
  },
  examples: {
    good: {
      'public access is blocked': `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_public_access_block" "trail" {
          bucket                  = aws_s3_bucket.trail.id
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
      'found by its name, with a policy for CloudTrail only': `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_policy" "trail" {
          bucket = "trail"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "cloudtrail.amazonaws.com" }
              Action    = "s3:PutObject"
              Resource  = "arn:aws:s3:::trail/*"
            }]
          })
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
      'a public ACL that the account ignores': `
        resource "aws_s3_account_public_access_block" "all" {
          ignore_public_acls      = true
          restrict_public_buckets = true
        }
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
          acl    = "public-read"
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
    },
    bad: {
      'a policy for everyone': `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_policy" "trail" {
          bucket = aws_s3_bucket.trail.id
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::trail/*" }]
          })
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
      'an ACL for everyone, and a block that is only of policies': `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_acl" "trail" {
          bucket = aws_s3_bucket.trail.id
          acl    = "public-read"
        }
        resource "aws_s3_bucket_public_access_block" "trail" {
          bucket                  = aws_s3_bucket.trail.id
          restrict_public_buckets = true
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
    },
    unknown: {
      'a bucket that is not in the input': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
    },
  },
});

function judge(bucket: Resource, graph: Graph): Verdict {
  const of = (type: string) => graph.children(bucket, type, 'bucket').found;
  const blocks = [...of('aws_s3_bucket_public_access_block'), ...inAccount(bucket, graph, accountBlock)];
  const policies = [bucket, ...of('aws_s3_bucket_policy')].flatMap((resource) => policiesOf(resource));
  const acls = [bucket, ...of('aws_s3_bucket_acl')];
  const openness = policies
    .flatMap(statementsOf)
    .map(({ statement, policy }) => opennessOf(statement, policy.document));
  const written = acls.flatMap((acl) => [acl.at('acl'), acl.at('access_control_policy')]).map(unknownIn);
  return worst([
    unlessBlocked(blocks, 'restrict_public_buckets', `${bucket.address}, whose policy allows everyone`, [
      ...openness.map((one) => (one instanceof Unknown ? one : one === 'everyone')),
      ...policies.map(({ document }) => (document instanceof Unknown ? document : false)),
    ]),
    unlessBlocked(blocks, 'ignore_public_acls', `${bucket.address}, whose ACL allows everyone`, [
      ...acls.map(isPublicAcl),
      ...written.map((one) => one ?? false),
    ]),
  ]);
}

function unlessBlocked(
  blocks: readonly Resource[],
  setting: string,
  found: string,
  open: readonly (boolean | Unknown)[],
): Verdict {
  const settings = blocks.map((block) => block.at(setting));
  if (settings.some((value) => textOfValue(value) === 'true')) return pass;
  const unknown = open.find((one) => one instanceof Unknown);
  const isOpen = open.includes(true);
  const block = isOpen || unknown ? settings.find((value) => value instanceof Unknown) : undefined;
  if (block instanceof Unknown) return notKnown('s3_bucket_name', expected, block);
  if (isOpen) return failing('s3_bucket_name', expected, found);
  return unknown instanceof Unknown ? notKnown('s3_bucket_name', expected, unknown) : pass;
}

function isPublicAcl(acl: Resource): boolean {
  const canned = acl.at('acl');
  const grants = [acl.at('access_control_policy.grant'), acl.at('grant')].flatMap((one): readonly Value[] =>
    isList(one) ? one : one === undefined ? [] : [one],
  );
  const isGroup = (grant: Value) => /\/global\/(AllUsers|AuthenticatedUsers)/.test(JSON.stringify(grant));
  return (typeof canned === 'string' && /^(public-|authenticated-read$)/.test(canned)) || grants.some(isGroup);
}
