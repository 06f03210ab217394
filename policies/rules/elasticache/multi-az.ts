import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { isCritical } from '../support/criticality';

export const multiAz = defineRule({
  id: 'elasticache/multi-az',
  aliases: ['CACHE-04'],
  title: 'ElastiCache clusters should have Multi-AZ and automatic failover enabled',
  severity: 'medium',
  why: 'Without failover, the cache is empty and unavailable when its node or Availability Zone fails, and its whole load falls on the database.',
  fix: 'Set automatic_failover_enabled = true and multi_az_enabled = true, with at least one replica for each shard.',
  resources: ['aws_elasticache_replication_group'],
  check: (group, context) => {
    if (!isCritical(context)) return [];
    return all([
      attribute(group, 'automatic_failover_enabled', { default: false }).is(true),
      attribute(group, 'multi_az_enabled', { default: false }).is(true),
    ]);
  },
  examples: {
    good: {
      both: `
        resource "aws_elasticache_replication_group" "main" {
          num_cache_clusters         = 2
          automatic_failover_enabled = true
          multi_az_enabled           = true
        }`,
    },
    bad: {
      'not set': `
        resource "aws_elasticache_replication_group" "main" {
          num_cache_clusters = 2
        }`,
      'a failover in one zone': `
        resource "aws_elasticache_replication_group" "main" {
          num_cache_clusters         = 2
          automatic_failover_enabled = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "zones" {}
        resource "aws_elasticache_replication_group" "main" {
          automatic_failover_enabled = true
          multi_az_enabled           = var.zones
        }`,
    },
  },
});
