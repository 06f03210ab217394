import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { isList } from '../../../review/engine/attribute';

export const auditLogs = defineRule({
  id: 'documentdb/audit-logs',
  aliases: ['DOC-02'],
  title: 'DocumentDB clusters should publish audit logs to CloudWatch Logs',
  severity: 'medium',
  why: 'Audit logs show who logged in and what was changed. Without them, an intrusion leaves no record.',
  fix: 'Add "audit" to enabled_cloudwatch_logs_exports, and set the parameter audit_logs.',
  resources: ['aws_docdb_cluster'],
  check: (cluster) =>
    attribute(cluster, 'enabled_cloudwatch_logs_exports').satisfies(
      '"audit" among them',
      (logs) => isList(logs) && logs.includes('audit'),
    ),
  examples: {
    good: {
      'audit logs': `
        resource "aws_docdb_cluster" "main" {
          enabled_cloudwatch_logs_exports = ["audit"]
        }`,
    },
    bad: {
      none: `
        resource "aws_docdb_cluster" "main" {
          cluster_identifier = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logs" {}
        resource "aws_docdb_cluster" "main" {
          enabled_cloudwatch_logs_exports = var.logs
        }`,
    },
  },
});
