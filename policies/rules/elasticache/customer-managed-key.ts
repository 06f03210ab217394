import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import type { Resource } from '../../../review/model/resource';
import { namesCustomerKey } from '../support/customer-key';
import { textOfValue } from '../support/text';
import { engineOf, isSecondary } from './replication-group';

export const customerManagedKey = defineRule({
  id: 'elasticache/customer-managed-key',
  aliases: ['CACHE-08'],
  replaces: ['elasticache/kept-well'],
  title: 'ElastiCache replication groups and serverless caches should be encrypted with a customer managed key',
  severity: 'low',
  why: 'Only the policy of a customer managed key limits who can read the backups of the cache.',
  fix: 'Set kms_key_id to a customer managed key. This replaces the cache.',
  resources: ['aws_elasticache_replication_group', 'aws_elasticache_serverless_cache'],
  check: (group) => (isEncrypted(group) ? namesCustomerKey(attribute(group, 'kms_key_id')) : []),
  examples: {
    good: {
      'a key of the account': `
        resource "aws_kms_key" "data" {}
        resource "aws_elasticache_replication_group" "main" {
          at_rest_encryption_enabled = true
          kms_key_id                 = aws_kms_key.data.arn
        }`,
      'of a serverless cache': `
        resource "aws_kms_key" "data" {}
        resource "aws_elasticache_serverless_cache" "main" {
          kms_key_id = aws_kms_key.data.arn
        }`,
    },
    bad: {
      'the AWS managed key': `
        resource "aws_elasticache_replication_group" "main" {
          at_rest_encryption_enabled = true
        }`,
      'none, of a serverless cache, which is always encrypted': `
        resource "aws_elasticache_serverless_cache" "main" {
          engine = "valkey"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_elasticache_replication_group" "main" {
          at_rest_encryption_enabled = true
          kms_key_id                 = var.key
        }`,
    },
  },
});

/** What is not encrypted is judged by elasticache/encrypted-at-rest. */
function isEncrypted(group: Resource): boolean {
  if (group.type === 'aws_elasticache_serverless_cache') return true;
  if (isSecondary(group)) return false;
  return textOfValue(group.at('at_rest_encryption_enabled') ?? engineOf(group) === 'valkey') !== 'false';
}
