import { attribute, eachBlock } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { step, Unknown, unknownIn, type Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const canned = ['public-read', 'public-read-write', 'authenticated-read'];
const everyone = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

export const noPublicAcl = defineRule({
  id: 's3/no-public-acl',
  aliases: ['S3-03'],
  title: 'S3 ACLs should not grant access to AllUsers or AuthenticatedUsers',
  severity: 'critical',
  why: 'AllUsers is anyone on the internet, and AuthenticatedUsers is anyone with any AWS account. They can list, read or overwrite whatever the ACL grants.',
  fix: 'Remove the ACL and set object_ownership = "BucketOwnerEnforced". Serve public content through CloudFront.',
  resources: ['aws_s3_bucket_acl', 'aws_s3_bucket', 'aws_s3_object', 'aws_s3_object_copy'],
  check: (resource) => {
    const verdicts = all([hasCannedAcl(resource), ...grants(resource, 'access_control_policy.grant', 'grantee.uri')]);
    const inline = grants(resource, 'grant', 'uri');
    const isSaid = ['acl', 'access_control_policy', 'grant'].some((path) => resource.at(path) !== undefined);
    return isSaid ? all([...verdicts, ...inline]) : [];
  },
  examples: {
    good: {
      'a private one': `
        resource "aws_s3_bucket_acl" "data" {
          bucket = "example-data"
          acl    = "private"
        }`,
      'a grant to the delivery of logs': `
        resource "aws_s3_bucket_acl" "logs" {
          bucket = "example-logs"
          access_control_policy {
            grant {
              permission = "WRITE"
              grantee {
                type = "Group"
                uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
              }
            }
          }
        }`,
    },
    bad: {
      public: `
        resource "aws_s3_bucket_acl" "data" {
          bucket = "example-data"
          acl    = "public-read"
        }`,
      'the second of two grants': `
        resource "aws_s3_bucket_acl" "data" {
          bucket = "example-data"
          access_control_policy {
            grant {
              permission = "FULL_CONTROL"
              grantee {
                type = "CanonicalUser"
                id   = "c1daexampleaaf850ea79cf0430f33d72579fd1611c97f7ded193374c0b163b6"
              }
            }
            grant {
              permission = "READ"
              grantee {
                type = "Group"
                uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
              }
            }
          }
        }`,
      'on the bucket itself, as in older configurations': `
        resource "aws_s3_bucket" "data" {
          acl = "public-read-write"
        }`,
      'one object': `
        resource "aws_s3_object" "page" {
          bucket = "example-data"
          key    = "index.html"
          acl    = "public-read"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "acl" {}
        resource "aws_s3_bucket_acl" "data" {
          bucket = "example-data"
          acl    = var.acl
        }`,
    },
  },
});

function hasCannedAcl(resource: Resource): Verdict {
  return attribute(resource, 'acl').says('private', (acl = '') => !canned.includes(acl));
}

function grants(resource: Resource, path: string, uri: string): Verdict[] {
  const [expected, blocks] = ['a grantee other than everyone', eachBlock(resource, path)];
  if (blocks instanceof Unknown) return [notKnown(path, expected, blocks)];
  return blocks.map(({ values }) => {
    const grantee: Value | undefined = uri.split('.').reduce<Value | undefined>(step, values);
    const unknown = unknownIn(grantee);
    if (unknown) return notKnown(path, expected, unknown);
    return everyone.test(textOfValue(grantee)) ? fail(path, expected, grantee) : pass;
  });
}
