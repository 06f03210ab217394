import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { isList } from '../../../review/engine/attribute';

export const auditLogs = defineRule({
  id: 'eks/audit-logs',
  aliases: ['EKS-04'],
  title: 'EKS clusters should have audit logging enabled',
  severity: 'medium',
  why: 'The audit log shows who did what in the cluster. Without it an intrusion leaves no record, and it cannot be enabled afterwards.',
  fix: 'Set enabled_cluster_log_types to a list with "audit".',
  resources: ['aws_eks_cluster'],
  check: (cluster) =>
    attribute(cluster, 'enabled_cluster_log_types').satisfies(
      '"audit" among them',
      (types) => isList(types) && types.includes('audit'),
    ),
  examples: {
    good: {
      'audit logs': `
        resource "aws_eks_cluster" "main" {
          enabled_cluster_log_types = ["api", "audit"]
        }`,
    },
    bad: {
      none: `
        resource "aws_eks_cluster" "main" {
          name = "main"
        }`,
      others: `
        resource "aws_eks_cluster" "main" {
          enabled_cluster_log_types = ["api"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logs" {}
        resource "aws_eks_cluster" "main" {
          enabled_cluster_log_types = var.logs
        }`,
    },
  },
});
