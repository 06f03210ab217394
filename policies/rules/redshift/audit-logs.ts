import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { failing, notKnown, pass } from '../../../review/engine/verdict';

const expected = 'an aws_redshift_logging';

export const auditLogs = defineRule({
  id: 'redshift/audit-logs',
  aliases: ['RSH-04'],
  title: 'Redshift clusters should have audit logging enabled',
  severity: 'medium',
  why: 'Connection and user logs show who logged in and from where. Without them there is no record of who read what.',
  fix: 'Add an aws_redshift_logging for the cluster.',
  resources: ['aws_redshift_cluster'],
  check: (cluster, { graph }) => {
    const { found, unknown } = graph.children(
      cluster,
      'aws_redshift_logging',
      'cluster_identifier',
      'cluster_identifier',
    );
    if (found.length > 0) return pass;
    const inline = attribute(cluster, 'logging.enable', { default: false }).is(true);
    if (inline.status !== 'fail') return inline;
    return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none');
  },
  examples: {
    good: {
      'a resource of its own': `
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "main"
        }
        resource "aws_redshift_logging" "main" {
          cluster_identifier   = aws_redshift_cluster.main.cluster_identifier
          log_destination_type = "cloudwatch"
          log_exports          = ["connectionlog", "userlog"]
        }`,
      'within the cluster, as before version 6 of the provider': `
        resource "aws_redshift_cluster" "main" {
          logging {
            enable      = true
            bucket_name = "example-logs"
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "main"
        }`,
    },
    unknown: {
      'logs of a cluster that is not known': `
        variable "cluster" {}
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "main"
        }
        resource "aws_redshift_logging" "main" {
          cluster_identifier = var.cluster
        }`,
    },
  },
});
