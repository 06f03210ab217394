import { attribute, isAbsent } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { namesCustomerKey } from '../support/customer-key';
import { engineOf, isSecondary } from './global-datastore';
import { textOfValue } from '../support/text';

export const keptWell = defineRule({
  id: 'elasticache/kept-well',
  aliases: ['CACHE-06'],
  title: 'A cache is patched by itself, in subnets that were chosen for it, under a customer managed key',
  severity: 'low',
  why: 'Without minor upgrades flaws of the engine stay open; without a subnet group of its own a cache is in the default VPC; and only the policy of a key of yours says who may read its backups.',
  fix: 'Leave auto_minor_version_upgrade on, set subnet_group_name, and kms_key_id to a key of yours.',
  resources: ['aws_elasticache_replication_group', 'aws_elasticache_cluster'],
  check: (cache) => {
    if (cache.type === 'aws_elasticache_cluster' && cache.at('replication_group_id') !== undefined) return [];
    return all([
      attribute(cache, 'auto_minor_version_upgrade', { default: true }).is(true),
      attribute(cache, 'subnet_group_name').satisfies(
        'a group of your own',
        (group) => !isAbsent(group) && group !== 'default',
      ),
      ...(isEncrypted(cache) ? [namesCustomerKey(attribute(cache, 'kms_key_id'))] : []),
    ]);
  },
  examples: {
    good: {
      'all of it': `
        resource "aws_kms_key" "data" {}
        resource "aws_elasticache_subnet_group" "main" {
          name = "main"
        }
        resource "aws_elasticache_replication_group" "main" {
          at_rest_encryption_enabled = true
          kms_key_id                 = aws_kms_key.data.arn
          subnet_group_name          = aws_elasticache_subnet_group.main.name
        }`,
      'Memcached, which is not encrypted on disk': `
        resource "aws_elasticache_cluster" "pages" {
          engine            = "memcached"
          subnet_group_name = "pages"
        }`,
    },
    bad: {
      'no subnets, which are those of the default VPC': `
        resource "aws_elasticache_cluster" "main" {
          engine = "redis"
        }`,
      'no upgrades': `
        resource "aws_elasticache_cluster" "main" {
          subnet_group_name          = "main"
          auto_minor_version_upgrade = "false"
        }`,
      'the AWS managed key': `
        resource "aws_elasticache_replication_group" "main" {
          at_rest_encryption_enabled = true
          subnet_group_name          = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "subnets" {}
        resource "aws_elasticache_cluster" "main" {
          subnet_group_name = var.subnets
        }`,
    },
  },
});

function isEncrypted(cache: Resource): boolean {
  if (cache.type !== 'aws_elasticache_replication_group' || isSecondary(cache)) return false;
  return textOfValue(cache.at('at_rest_encryption_enabled') ?? engineOf(cache) === 'valkey') !== 'false';
}
