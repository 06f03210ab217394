import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { namesCustomerKey } from '../support/customer-key';

export const customerManagedKey = defineRule({
  id: 'ecr/customer-managed-key',
  aliases: ['ECR-04'],
  replaces: ['ecr/kept-well'],
  title: 'ECR repositories should be encrypted with a customer managed key',
  severity: 'low',
  why: 'Images contain code, and often more than was intended. The policy of a customer managed key adds a second permission that a reader needs.',
  fix: 'Set encryption_configuration { encryption_type = "KMS", kms_key = … }. This replaces the repository.',
  resources: ['aws_ecr_repository'],
  check: (repository) => {
    const type = attribute(repository, 'encryption_configuration.encryption_type', { default: 'AES256' });
    const isKms = type.isOneOf(['KMS', 'KMS_DSSE']);
    return isKms.status === 'pass'
      ? namesCustomerKey(attribute(repository, 'encryption_configuration.kms_key'))
      : isKms;
  },
  examples: {
    good: {
      'a key of the account': `
        resource "aws_kms_key" "images" {}
        resource "aws_ecr_repository" "web" {
          name = "web"
          encryption_configuration {
            encryption_type = "KMS"
            kms_key         = aws_kms_key.images.arn
          }
        }`,
    },
    bad: {
      'the default, AES256': `
        resource "aws_ecr_repository" "web" {
          name = "web"
        }`,
      'the AWS managed key': `
        resource "aws_ecr_repository" "web" {
          name = "web"
          encryption_configuration {
            encryption_type = "KMS"
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
        }`,
    },
  },
});
