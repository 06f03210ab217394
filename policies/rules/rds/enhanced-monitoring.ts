import { Attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';

export const enhancedMonitoring = defineRule({
  id: 'rds/enhanced-monitoring',
  aliases: ['RDS-10'],
  title: 'RDS DB instances should have enhanced monitoring enabled',
  severity: 'low',
  why: 'CloudWatch metrics come from the hypervisor. A process that uses up memory or disk, or that should not run at all, appears only in the metrics of the operating system.',
  fix: 'Set monitoring_interval to 60 or less, and monitoring_role_arn to a role with AmazonRDSEnhancedMonitoringRole.',
  resources: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (database, context) => {
    const clustered = clusterOf(database, context);
    const read = (path: string): Attribute => new Attribute(path, written(database, clustered, path));
    const interval = read('monitoring_interval').says(
      'an interval above 0 seconds',
      (seconds = '0') => Number(seconds) > 0,
    );
    return interval.status === 'fail' ? interval : all([interval, read('monitoring_role_arn').isPresent('a role')]);
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
      'a variable without a value': `
        variable "seconds" {}
        resource "aws_db_instance" "main" {
          monitoring_interval = var.seconds
          monitoring_role_arn = "arn:aws:iam::111122223333:role/monitoring"
        }`,
    },
  },
});

function clusterOf(database: Resource, { graph }: Context): Resource | Unknown | undefined {
  return graph.resolveBy(database, database.at('cluster_identifier'), 'aws_rds_cluster', 'cluster_identifier');
}

/** The setting of the instance, else of its cluster. */
function written(database: Resource, cluster: Resource | Unknown | undefined, path: string): Value | undefined {
  const own = database.at(path);
  return own !== undefined || cluster instanceof Unknown ? own : cluster?.at(path);
}
