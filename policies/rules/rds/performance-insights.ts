import { defineRule } from '../../../review/engine/rule';
import { isJudgedByMembers, ofInstance } from '../support/clusters';
import { textOfValue } from '../support/text';

/** RDS user guide, "Performance Insights DB engine, Region, and instance class support". */
const tooSmall = /^db\.(t2|t3|t4g)\.(micro|small)$/;

export const performanceInsights = defineRule({
  id: 'rds/performance-insights',
  aliases: ['RDS-11'],
  title: 'RDS DB instances should have Performance Insights enabled',
  severity: 'low',
  why: 'Without Performance Insights, it cannot be seen afterwards which statement made the database slow.',
  fix: 'Set performance_insights_enabled = true.',
  resources: ['aws_db_instance', 'aws_rds_cluster', 'aws_rds_cluster_instance'],
  check: (database, context) => {
    if (isJudgedByMembers(database)) return [];
    const engine = textOfValue(database.at('engine'));
    if (/^(mysql|mariadb)$/.test(engine) && tooSmall.test(textOfValue(database.at('instance_class')))) return [];
    return ofInstance(database, 'performance_insights_enabled', context).is(true);
  },
  examples: {
    good: {
      'a member, by its cluster': `
        resource "aws_rds_cluster" "main" {
          cluster_identifier           = "main"
          performance_insights_enabled = true
        }
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier = aws_rds_cluster.main.cluster_identifier
        }`,
      enabled: `
        resource "aws_db_instance" "main" {
          performance_insights_enabled = true
        }`,
      'beside a MySQL that is too small for it': `
        resource "aws_db_instance" "small" {
          engine         = "mysql"
          instance_class = "db.t4g.micro"
        }
        resource "aws_rds_cluster_instance" "one" {
          performance_insights_enabled = true
        }`,
    },
    bad: {
      'a Multi-AZ DB cluster, which has its instances itself': `
        resource "aws_rds_cluster" "main" {
          engine                    = "postgres"
          db_cluster_instance_class = "db.r6gd.large"
        }`,
      'the default': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "insights" {}
        resource "aws_db_instance" "main" {
          performance_insights_enabled = var.insights
        }`,
    },
  },
});
