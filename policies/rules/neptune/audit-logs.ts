import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { isList } from '../../../review/engine/attribute';

export const auditLogs = defineRule({
  id: 'neptune/audit-logs',
  aliases: ['NPT-02'],
  title: 'Neptune clusters should publish audit logs to CloudWatch Logs',
  severity: 'medium',
  why: 'Audit logs show who logged in and what was changed. Without them, an intrusion leaves no record.',
  fix: 'Add "audit" to enable_cloudwatch_logs_exports, and set the parameter neptune_enable_audit_log.',
  resources: ['aws_neptune_cluster'],
  check: (cluster) =>
    attribute(cluster, 'enable_cloudwatch_logs_exports').satisfies(
      '"audit" among them',
      (logs) => isList(logs) && logs.includes('audit'),
    ),
  examples: {
    good: {
      'audit logs': `
        resource "aws_neptune_cluster" "main" {
          enable_cloudwatch_logs_exports = ["audit"]
        }`,
    },
    bad: {
      none: `
        resource "aws_neptune_cluster" "main" {
          cluster_identifier = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logs" {}
        resource "aws_neptune_cluster" "main" {
          enable_cloudwatch_logs_exports = var.logs
        }`,
    },
  },
});
