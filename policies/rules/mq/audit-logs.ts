import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const auditLogs = defineRule({
  id: 'mq/audit-logs',
  aliases: ['MQ-02'],
  title: 'MQ ActiveMQ brokers should publish audit logs to CloudWatch Logs',
  severity: 'medium',
  why: 'Audit logs show who changed the broker through its console or over JMX. Without them there is no record.',
  fix: 'Set logs { audit = true }.',
  resources: ['aws_mq_broker'],
  check: (broker) => {
    // RabbitMQ has no audit log: Amazon MQ developer guide, "Configuring RabbitMQ logs".
    const isActive = attribute(broker, 'engine_type').says(
      '"ActiveMQ"',
      (type = '') => type.toLowerCase() === 'activemq',
    );
    if (isActive.status === 'fail') return [];
    return isActive.status === 'unknown' ? isActive : attribute(broker, 'logs.audit', { default: false }).is(true);
  },
  examples: {
    good: {
      'audit logs': `
        resource "aws_mq_broker" "main" {
          engine_type = "ActiveMQ"
          logs {
            audit = true
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_mq_broker" "main" {
          engine_type = "ActiveMQ"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "audit" {}
        resource "aws_mq_broker" "main" {
          engine_type = "ActiveMQ"
          logs {
            audit = var.audit
          }
        }`,
    },
  },
});
