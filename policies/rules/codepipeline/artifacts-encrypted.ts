import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown } from '../../../review/engine/verdict';
import { step, Unknown } from '../../../review/model/value';
import { namesCustomerKey } from '../support/customer-key';

export const artifactsEncrypted = defineRule({
  id: 'codepipeline/artifacts-encrypted',
  aliases: ['CP-01'],
  replaces: ['codepipeline/artifacts-and-approval'],
  title: 'CodePipeline artifacts should be encrypted with a customer managed key',
  severity: 'medium',
  why: 'Artifacts are what is deployed next, and contain whatever the build put in. The policy of a customer managed key limits who can read and replace them.',
  fix: 'Set artifact_store.encryption_key { id, type = "KMS" } to a customer managed key.',
  resources: ['aws_codepipeline'],
  check: (pipeline) => {
    const stores = pipeline.blocks('artifact_store');
    if (stores instanceof Unknown) return notKnown('artifact_store', 'a customer managed key', stores);
    return all(
      stores.map((store) => {
        // A pipeline of several regions has a store in each.
        const path = typeof store.region === 'string' ? `artifact_store.${store.region}` : 'artifact_store';
        return namesCustomerKey(new Attribute(`${path}.encryption_key.id`, step(store.encryption_key, 'id')));
      }),
    );
  },
  examples: {
    good: {
      'a key of the account': `
        resource "aws_kms_key" "build" {}
        resource "aws_codepipeline" "web" {
          artifact_store {
            location = "example-artifacts"
            type     = "S3"
            encryption_key {
              id   = aws_kms_key.build.arn
              type = "KMS"
            }
          }
        }`,
    },
    bad: {
      'none, which is aws/s3': `
        resource "aws_codepipeline" "web" {
          artifact_store {
            location = "example-artifacts"
            type     = "S3"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_codepipeline" "web" {
          artifact_store {
            encryption_key {
              id   = var.key
              type = "KMS"
            }
          }
        }`,
    },
  },
});
