import { attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { namesCustomerKey } from '../support/customer-key';

const policy = 'an aws_ecr_lifecycle_policy';

export const keptWell = defineRule({
  id: 'ecr/kept-well',
  aliases: ['ECR-04'],
  title: 'A repository is encrypted with a customer managed key, and forgets old images',
  severity: 'low',
  why: 'Images hold code, and often more than was meant: a key of yours asks readers a second time. Old images cost, and have holes that are known by now.',
  fix: `Set encryption_configuration { encryption_type = "KMS", kms_key = … } (the repository has to be made anew), and add ${policy}.`,
  resources: ['aws_ecr_repository'],
  check: (repository, context) => all([hasKey(repository), forgets(repository, context)]),
  examples: {
    good: {
      both: `
        resource "aws_kms_key" "images" {}
        resource "aws_ecr_repository" "web" {
          name = "web"
          encryption_configuration {
            encryption_type = "KMS"
            kms_key         = aws_kms_key.images.arn
          }
        }
        resource "aws_ecr_lifecycle_policy" "web" {
          repository = aws_ecr_repository.web.name
          policy     = "{}"
        }`,
    },
    bad: {
      neither: `
        resource "aws_ecr_repository" "web" {
          name = "web"
        }`,
      'no policy': `
        resource "aws_ecr_repository" "web" {
          name = "web"
          encryption_configuration {
            encryption_type = "KMS"
            kms_key         = "alias/images"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_ecr_repository" "web" {
          name = "web"
          encryption_configuration {
            encryption_type = "KMS"
            kms_key         = var.key
          }
        }
        resource "aws_ecr_lifecycle_policy" "web" {
          repository = "web"
          policy     = "{}"
        }`,
    },
  },
});

function hasKey(repository: Resource): Verdict {
  const type = attribute(repository, 'encryption_configuration.encryption_type', { default: 'AES256' });
  const isKms = type.isOneOf(['KMS', 'KMS_DSSE']);
  return isKms.status === 'pass' ? namesCustomerKey(attribute(repository, 'encryption_configuration.kms_key')) : isKms;
}

function forgets(repository: Resource, { graph }: Context): Verdict {
  const { found, unknown } = graph.children(repository, 'aws_ecr_lifecycle_policy', 'repository', 'name');
  if (found.length > 0) return pass;
  return unknown ? notKnown(undefined, policy, unknown) : failing(undefined, policy, 'none');
}
