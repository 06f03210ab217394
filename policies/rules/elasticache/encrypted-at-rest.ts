import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { Unknown } from '../../../review/model/value';
import { engineOf, isSecondary } from './replication-group';

export const encryptedAtRest = defineRule({
  id: 'elasticache/encrypted-at-rest',
  aliases: ['CACHE-01'],
  title: 'ElastiCache clusters should be encrypted at rest',
  severity: 'high',
  why: 'Swap, sync and backup data is written to disk and to S3 in plaintext. Encryption cannot be enabled later: the cache has to be recreated.',
  fix: 'Set at_rest_encryption_enabled = true, and kms_key_id to a customer managed KMS key.',
  resources: ['aws_elasticache_replication_group'],
  check: (group) => {
    if (isSecondary(group)) return [];
    // By default AWS encrypts Valkey, but not Redis OSS.
    const engine = group.at('engine');
    const standard = engine instanceof Unknown ? engine : engineOf(group) === 'valkey';
    return attribute(group, 'at_rest_encryption_enabled', { default: standard }).is(true);
  },
  examples: {
    good: {
      set: `
        resource "aws_elasticache_replication_group" "main" {
          engine                     = "redis"
          at_rest_encryption_enabled = true
        }`,
      'not set for Valkey, which is encrypted by default': `
        resource "aws_elasticache_replication_group" "main" {
          engine = "valkey"
        }`,
      'the string "true", as the provider accepts it': `
        resource "aws_elasticache_replication_group" "main" {
          at_rest_encryption_enabled = "true"
        }`,
    },
    bad: {
      'not set for Redis OSS': `
        resource "aws_elasticache_replication_group" "main" {
          engine = "redis"
        }`,
      'Valkey with false': `
        resource "aws_elasticache_replication_group" "main" {
          engine                     = "valkey"
          at_rest_encryption_enabled = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypted" {}
        resource "aws_elasticache_replication_group" "main" {
          at_rest_encryption_enabled = var.encrypted
        }`,
    },
  },
});
