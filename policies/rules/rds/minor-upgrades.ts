import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const minorUpgrades = defineRule({
  id: 'rds/minor-upgrades',
  aliases: ['RDS-08'],
  title: 'RDS DB instances should have automatic minor version upgrades enabled',
  severity: 'medium',
  why: 'Security fixes of the engine are released in minor versions. Without automatic upgrades they wait until somebody installs them.',
  fix: 'Remove auto_minor_version_upgrade or set it to true. Choose the time with maintenance_window.',
  resources: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (database) => attribute(database, 'auto_minor_version_upgrade', { default: true }).is(true),
  examples: {
    good: {
      'not set, which defaults to enabled': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      set: `
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier         = "main"
          auto_minor_version_upgrade = true
        }`,
    },
    bad: {
      'an instance': `
        resource "aws_db_instance" "main" {
          auto_minor_version_upgrade = false
        }`,
      'one member of a cluster': `
        resource "aws_rds_cluster_instance" "member" {
          for_each                   = { one = true, two = false }
          cluster_identifier         = "main"
          auto_minor_version_upgrade = each.value
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "upgrade" {}
        resource "aws_db_instance" "main" {
          auto_minor_version_upgrade = var.upgrade
        }`,
    },
  },
});
