import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isMember } from './replication-group';

export const minorUpgrades = defineRule({
  id: 'elasticache/minor-upgrades',
  aliases: ['CACHE-06'],
  replaces: ['elasticache/kept-well'],
  title: 'ElastiCache clusters should have automatic minor version upgrades enabled',
  severity: 'low',
  why: 'Minor versions of the engine fix vulnerabilities. Without automatic upgrades they wait until somebody installs them.',
  fix: 'Remove auto_minor_version_upgrade, or set it to true.',
  resources: ['aws_elasticache_replication_group', 'aws_elasticache_cluster'],
  check: (cache) => (isMember(cache) ? [] : attribute(cache, 'auto_minor_version_upgrade', { default: true }).is(true)),
  examples: {
    good: {
      'the default': `
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "main"
        }`,
    },
    bad: {
      disabled: `
        resource "aws_elasticache_cluster" "main" {
          auto_minor_version_upgrade = "false"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "upgrade" {}
        resource "aws_elasticache_cluster" "main" {
          auto_minor_version_upgrade = var.upgrade
        }`,
    },
  },
});
