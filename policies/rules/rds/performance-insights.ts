import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { namesCustomerKey } from '../support/customer-key';
import { textOfValue } from '../support/text';

/** RDS user guide, "Performance Insights DB engine, Region, and instance class support". */
const tooSmall = /^db\.(t2|t3|t4g)\.(micro|small)$/;

export const performanceInsights = defineRule({
  id: 'rds/performance-insights',
  aliases: ['RDS-11'],
  title: 'RDS DB instances should have Performance Insights enabled and encrypted with a customer managed key',
  severity: 'low',
  why: 'Without Performance Insights, it cannot be seen afterwards which statement made the database slow. It stores the text of statements, which may contain data: under the AWS managed key, everyone with access to RDS can read it.',
  fix: 'Set performance_insights_enabled = true and performance_insights_kms_key_id to a customer managed KMS key.',
  resources: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (database) => {
    const engine = textOfValue(database.at('engine'));
    if (/^(mysql|mariadb)$/.test(engine) && tooSmall.test(textOfValue(database.at('instance_class')))) return [];
    const enabled = attribute(database, 'performance_insights_enabled', { default: false }).is(true);
    if (enabled.status === 'fail') return enabled;
    return all([enabled, namesCustomerKey(attribute(database, 'performance_insights_kms_key_id'))]);
  },
  examples: {
    good: {
      'on, with a key': `
        resource "aws_kms_key" "data" {}
        resource "aws_db_instance" "main" {
          performance_insights_enabled    = true
          performance_insights_kms_key_id = aws_kms_key.data.arn
        }`,
      'with a MySQL instance class that does not support it': `
        resource "aws_db_instance" "small" {
          engine         = "mysql"
          instance_class = "db.t4g.micro"
        }
        resource "aws_rds_cluster_instance" "one" {
          performance_insights_enabled    = true
          performance_insights_kms_key_id = "arn:aws:kms:eu-west-1:111122223333:alias/data"
        }`,
    },
    bad: {
      'not set': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'without a key': `
        resource "aws_rds_cluster_instance" "one" {
          performance_insights_enabled = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "insights" {}
        resource "aws_db_instance" "main" {
          performance_insights_enabled    = var.insights
          performance_insights_kms_key_id = "alias/data"
        }`,
    },
  },
});
