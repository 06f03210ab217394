import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { isJudgedByMembers, ofInstance } from '../support/clusters';

export const enhancedMonitoring = defineRule({
  id: 'rds/enhanced-monitoring',
  aliases: ['RDS-10'],
  title: 'RDS DB instances should have enhanced monitoring enabled',
  severity: 'low',
  why: 'CloudWatch metrics come from the hypervisor. A process that uses up memory or disk, or that should not run at all, appears only in the metrics of the operating system.',
  fix: 'Set monitoring_interval to 60 or less, and monitoring_role_arn to a role with AmazonRDSEnhancedMonitoringRole.',
  resources: ['aws_db_instance', 'aws_rds_cluster', 'aws_rds_cluster_instance'],
  check: (database, context) => {
    if (isJudgedByMembers(database)) return [];
    const interval = ofInstance(database, 'monitoring_interval', context).says(
      'an interval above 0 seconds',
      (seconds = '0') => Number(seconds) > 0,
    );
    const role = ofInstance(database, 'monitoring_role_arn', context).isPresent('a role');
    return interval.status === 'fail' ? interval : all([interval, role]);
  },
  examples: {
    good: {
      'every minute, with a role': `
        resource "aws_iam_role" "monitoring" {}
        resource "aws_db_instance" "main" {
          monitoring_interval = 60
          monitoring_role_arn = aws_iam_role.monitoring.arn
        }`,
      'set on the cluster': `
        resource "aws_rds_cluster" "main" {
          cluster_identifier  = "main"
          monitoring_interval = 30
          monitoring_role_arn = "arn:aws:iam::111122223333:role/monitoring"
        }
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier = aws_rds_cluster.main.cluster_identifier
        }`,
    },
    bad: {
      'a Multi-AZ DB cluster, which has its instances itself': `
        resource "aws_rds_cluster" "main" {
          engine                    = "postgres"
          db_cluster_instance_class = "db.r6gd.large"
        }`,
      'not set': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      off: `
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier  = "main"
          monitoring_interval = 0
        }`,
      'without a role that may write': `
        resource "aws_db_instance" "main" {
          monitoring_interval = 60
        }`,
    },
    unknown: {
      'a member of a cluster that may be any': `
        variable "cluster" {}
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "main"
        }
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier = var.cluster
        }`,
      'a variable without a value': `
        variable "seconds" {}
        resource "aws_db_instance" "main" {
          monitoring_interval = var.seconds
          monitoring_role_arn = "arn:aws:iam::111122223333:role/monitoring"
        }`,
    },
  },
});
