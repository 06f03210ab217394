import { defineRule } from '../../../review/engine/rule';
import { attributeOf, eachBlock, Unknown } from '../../../review/engine/attribute';
import { any, failing, notKnown } from '../../../review/engine/verdict';
import { domains } from './domains';

const path = 'log_publishing_options';
const expected = 'AUDIT_LOGS';

export const auditLogs = defineRule({
  id: 'opensearch/audit-logs',
  aliases: ['OS-08'],
  title: 'OpenSearch domains should publish audit logs',
  severity: 'medium',
  why: 'Audit logs show who logged in and who read or changed which index. Without them there is no record of what was taken.',
  fix: 'Add log_publishing_options { log_type = "AUDIT_LOGS", cloudwatch_log_group_arn = … }.',
  resources: domains,
  check: (domain) => {
    const logs = eachBlock(domain, path);
    if (logs instanceof Unknown) return notKnown(path, expected, logs);
    const audit = logs.filter(({ values }) => values.log_type === 'AUDIT_LOGS');
    const unknown = logs.map(({ values }) => values.log_type).find((type) => type instanceof Unknown);
    if (audit.length === 0 && unknown instanceof Unknown) return notKnown(path, expected, unknown);
    if (audit.length === 0) return failing(path, expected, 'none');
    return any(audit.map((log) => attributeOf(log, 'enabled', { default: true }).is(true)));
  },
  examples: {
    good: {
      'a log group': `
        resource "aws_opensearch_domain" "search" {
          log_publishing_options {
            log_type                 = "INDEX_SLOW_LOGS"
            cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:slow"
          }
          log_publishing_options {
            log_type                 = "AUDIT_LOGS"
            cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:audit"
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_opensearch_domain" "search" {
          domain_name = "search"
        }`,
      'another log only': `
        resource "aws_opensearch_domain" "search" {
          log_publishing_options {
            log_type                 = "INDEX_SLOW_LOGS"
            cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:slow"
          }
        }`,
      disabled: `
        resource "aws_opensearch_domain" "search" {
          log_publishing_options {
            log_type                 = "AUDIT_LOGS"
            enabled                  = false
            cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:audit"
          }
        }`,
    },
    unknown: {
      'a type without a value': `
        variable "type" {}
        resource "aws_opensearch_domain" "search" {
          log_publishing_options {
            log_type                 = var.type
            cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:audit"
          }
        }`,
    },
  },
});
