import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
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
  resources: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (database) => {
    const engine = textOfValue(database.at('engine'));
    if (/^(mysql|mariadb)$/.test(engine) && tooSmall.test(textOfValue(database.at('instance_class')))) return [];
    return attribute(database, 'performance_insights_enabled', { default: false }).is(true);
  },
  examples: {
    good: {
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
