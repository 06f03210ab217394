import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const notPublic = defineRule({
  id: 'mq/not-public',
  aliases: ['MQ-01'],
  title: 'MQ brokers should not be publicly accessible',
  severity: 'high',
  why: 'A public broker exposes its console and its protocols to the internet. With one leaked password, anyone can read and write the queues.',
  fix: 'Set publicly_accessible = false, with subnet_ids of private subnets. This replaces the broker.',
  resources: ['aws_mq_broker'],
  check: (broker) => attribute(broker, 'publicly_accessible', { default: false }).is(false),
  examples: {
    good: {
      'the default': `
        resource "aws_mq_broker" "main" {
          broker_name = "main"
        }`,
    },
    bad: {
      public: `
        resource "aws_mq_broker" "main" {
          publicly_accessible = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "public" {}
        resource "aws_mq_broker" "main" {
          publicly_accessible = var.public
        }`,
    },
  },
});
