import { defineRule } from '../../../review/engine/rule';
import { isJudgedByMembers, ofInstance } from '../support/clusters';
import { namesCustomerKey } from '../support/customer-key';

export const performanceInsightsKey = defineRule({
  id: 'rds/performance-insights-key',
  aliases: ['RDS-19'],
  title: 'Performance Insights should be encrypted with a customer managed key',
  severity: 'low',
  why: 'Performance Insights stores the text of statements, which may contain data: under the AWS managed key, everyone with access to RDS can read it.',
  fix: 'Set performance_insights_kms_key_id to a customer managed KMS key.',
  resources: ['aws_db_instance', 'aws_rds_cluster', 'aws_rds_cluster_instance'],
  check: (database, context) => {
    if (isJudgedByMembers(database)) return [];
    const enabled = ofInstance(database, 'performance_insights_enabled', context);
    if (enabled.is(true).status === 'fail') return [];
    return namesCustomerKey(ofInstance(database, 'performance_insights_kms_key_id', context));
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
      'a member whose cluster turns it on, under the AWS managed key': `
        resource "aws_rds_cluster" "main" {
          cluster_identifier           = "main"
          performance_insights_enabled = true
        }
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier = aws_rds_cluster.main.cluster_identifier
        }`,
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
