import { Attribute, attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { namesCustomerKey } from '../support/customer-key';

export const artifactsEncrypted = defineRule({
  id: 'codebuild/artifacts-encrypted',
  aliases: ['CB-01'],
  title: 'CodeBuild artifacts should be encrypted with a customer managed key',
  severity: 'medium',
  why: 'Artifacts are what is deployed next. In plaintext, or under a key that every user of S3 can use, anyone who can read the bucket can read them and any secrets in them.',
  fix: 'Set encryption_key to a customer managed KMS key, and remove encryption_disabled from artifacts and secondary_artifacts.',
  resources: ['aws_codebuild_project'],
  check: (project) => all([namesCustomerKey(attribute(project, 'encryption_key')), ...artifacts(project)]),
  examples: {
    good: {
      'a key': `
        resource "aws_kms_key" "build" {}
        resource "aws_codebuild_project" "web" {
          encryption_key = aws_kms_key.build.arn
          artifacts {
            type = "S3"
          }
        }`,
    },
    bad: {
      'no key, which is aws/s3': `
        resource "aws_codebuild_project" "web" {
          artifacts {
            type = "CODEPIPELINE"
          }
        }`,
      'a second artifact in plaintext': `
        resource "aws_codebuild_project" "web" {
          encryption_key = "alias/build"
          artifacts {
            type = "S3"
          }
          secondary_artifacts {
            type                = "S3"
            artifact_identifier = "reports"
            encryption_disabled = true
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_codebuild_project" "web" {
          encryption_key = var.key
        }`,
    },
  },
});

function artifacts(project: Resource): Verdict[] {
  return ['artifacts', 'secondary_artifacts'].flatMap((path) => {
    const blocks = project.blocks(path);
    if (blocks instanceof Unknown) return [notKnown(path, 'encrypted artifacts', blocks)];
    // A build without artifacts has none to encrypt.
    return blocks
      .filter(({ type }) => type !== 'NO_ARTIFACTS')
      .map((block) => {
        const id = typeof block.artifact_identifier === 'string' ? `${path}.${block.artifact_identifier}` : path;
        return new Attribute(`${id}.encryption_disabled`, block.encryption_disabled ?? false).is(false);
      });
  });
}
