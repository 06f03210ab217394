import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const minorUpgrades = defineRule({
  id: 'rds/minor-upgrades',
  aliases: ['RDS-08'],
  title: 'Minor upgrades of a database are installed by themselves',
  severity: 'medium',
  why: 'Minor versions are how flaws of the engine are closed. Without the upgrade each waits until somebody thinks of it.',
  fix: 'Remove auto_minor_version_upgrade, or set it to true; choose the hour with maintenance_window.',
  resources: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (database) => attribute(database, 'auto_minor_version_upgrade', { default: true }).is(true),
  examples: {
    good: {
      'not said, which is on': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      said: `
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
