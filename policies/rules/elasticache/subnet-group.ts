import { attribute, isAbsent } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isMember } from './replication-group';

export const subnetGroup = defineRule({
  id: 'elasticache/subnet-group',
  aliases: ['CACHE-07'],
  replaces: ['elasticache/kept-well'],
  title: 'ElastiCache clusters should not use the default subnet group',
  severity: 'high',
  why: 'The default subnet group belongs to the default VPC, whose subnets are all public.',
  fix: 'Set subnet_group_name to an aws_elasticache_subnet_group of private subnets.',
  resources: ['aws_elasticache_replication_group', 'aws_elasticache_cluster'],
  check: (cache) => {
    if (isMember(cache)) return [];
    return attribute(cache, 'subnet_group_name').satisfies(
      'an aws_elasticache_subnet_group',
      (group) => !isAbsent(group) && group !== 'default',
    );
  },
  examples: {
    good: {
      'a subnet group': `
        resource "aws_elasticache_subnet_group" "main" {
          name = "main"
        }
        resource "aws_elasticache_replication_group" "main" {
          subnet_group_name = aws_elasticache_subnet_group.main.name
        }`,
    },
    bad: {
      'none, which is the default VPC': `
        resource "aws_elasticache_cluster" "main" {
          engine = "redis"
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
