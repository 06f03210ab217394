import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isReplica } from '../support/engines';

export const backupRetention = defineRule({
  id: 'rds/backup-retention',
  aliases: ['RDS-04'],
  title: 'RDS automated backups should be retained for the period that the environment requires',
  severity: 'medium',
  why: 'Faulty data is often noticed days later. Without a backup from before that day it cannot be repaired, and without any backup nothing can be restored.',
  fix: 'Set backup_retention_period to at least the number of days that the environment requires (at most 35).',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database, { environment }) => {
    // Restores use the backups of the source, not of a replica.
    if (isReplica(database)) return [];
    const standard = database.type === 'aws_rds_cluster' ? 1 : 0;
    return attribute(database, 'backup_retention_period', { default: standard }).isAtLeast(
      environment.backupRetentionDays,
      'days',
    );
  },
  examples: {
    good: {
      'a week and more': `
        resource "aws_db_instance" "main" {
          backup_retention_period = 14
        }
        resource "aws_rds_cluster" "main" {
          backup_retention_period = "7"
        }`,
      'a replica, whose source is backed up': `
        resource "aws_db_instance" "main" {
          identifier              = "main"
          backup_retention_period = 7
        }
        resource "aws_db_instance" "reads" {
          replicate_source_db = aws_db_instance.main.identifier
        }`,
    },
    bad: {
      'not set: an instance then has none': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'not set: a cluster then keeps one day': `
        resource "aws_rds_cluster" "main" {
          engine = "aurora-postgresql"
        }`,
      'too few': `
        resource "aws_db_instance" "main" {
          backup_retention_period = 3
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "days" {}
        resource "aws_db_instance" "main" {
          backup_retention_period = var.days
        }`,
    },
  },
});
