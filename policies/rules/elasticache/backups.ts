import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { engineOf } from './replication-group';

export const backups = defineRule({
  id: 'elasticache/backups',
  aliases: ['CACHE-05'],
  title: 'ElastiCache clusters should have automatic backups enabled',
  severity: 'medium',
  why: 'Caches often hold data that is stored nowhere else, such as sessions, carts and counters. One FLUSHALL or the loss of the nodes deletes it.',
  fix: 'Set snapshot_retention_limit to 1 or more days.',
  resources: ['aws_elasticache_replication_group', 'aws_elasticache_cluster', 'aws_elasticache_serverless_cache'],
  check: (cache) => {
    // Memcached has no backups; a member of a replication group has the backups of its group.
    const isCluster = cache.type === 'aws_elasticache_cluster';
    const isMember = isCluster && cache.at('replication_group_id') !== undefined;
    if (isMember || (isCluster && engineOf(cache) === 'memcached')) return [];
    return attribute(cache, 'snapshot_retention_limit', { default: 0 }).isAtLeast(1, 'days');
  },
  examples: {
    good: {
      'a week': `
        resource "aws_elasticache_replication_group" "main" {
          snapshot_retention_limit = 7
        }`,
      'a serverless cache': `
        resource "aws_elasticache_serverless_cache" "main" {
          engine                   = "valkey"
          snapshot_retention_limit = 7
        }`,
      'with Memcached, which has none': `
        resource "aws_elasticache_replication_group" "main" {
          snapshot_retention_limit = 1
        }
        resource "aws_elasticache_cluster" "pages" {
          engine = "memcached"
        }`,
    },
    bad: {
      'not set, which defaults to none': `
        resource "aws_elasticache_replication_group" "main" {
          engine = "valkey"
        }`,
      'a serverless cache without': `
        resource "aws_elasticache_serverless_cache" "main" {
          engine = "valkey"
        }`,
      'a single node': `
        resource "aws_elasticache_cluster" "main" {
          engine                   = "redis"
          snapshot_retention_limit = 0
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "days" {}
        resource "aws_elasticache_replication_group" "main" {
          snapshot_retention_limit = var.days
        }`,
    },
  },
});
