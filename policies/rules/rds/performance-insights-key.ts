import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { namesCustomerKey } from '../support/customer-key';

export const performanceInsightsKey = defineRule({
  id: 'rds/performance-insights-key',
  aliases: ['RDS-19'],
  title: 'Performance Insights should be encrypted with a customer managed key',
  severity: 'low',
  why: 'Performance Insights stores the text of statements, which may contain data: under the AWS managed key, everyone with access to RDS can read it.',
  fix: 'Set performance_insights_kms_key_id to a customer managed KMS key.',
  resources: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (database) => {
    const enabled = attribute(database, 'performance_insights_enabled', { default: false }).is(true);
    return enabled.status === 'fail' ? [] : namesCustomerKey(attribute(database, 'performance_insights_kms_key_id'));
  },
  examples: {
    good: {
      'a key of the account': `
        resource "aws_kms_key" "data" {
          description = "data"
        }
        resource "aws_db_instance" "main" {
          performance_insights_enabled    = true
          performance_insights_kms_key_id = aws_kms_key.data.arn
        }`,
    },
    bad: {
      'the AWS managed key': `
        resource "aws_rds_cluster_instance" "main" {
          performance_insights_enabled = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_db_instance" "main" {
          performance_insights_enabled    = true
          performance_insights_kms_key_id = var.key
        }`,
    },
  },
});
