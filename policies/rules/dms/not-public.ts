import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const notPublic = defineRule({
  id: 'dms/not-public',
  aliases: ['DMS-01'],
  title: 'DMS replication instances should not be publicly accessible',
  severity: 'critical',
  why: 'The instance reads a whole database and stores the credentials of its source and target. On the internet anyone can attack it.',
  fix: 'Set publicly_accessible = false. This replaces the instance.',
  resources: ['aws_dms_replication_instance'],
  check: (instance) => attribute(instance, 'publicly_accessible', { default: false }).is(false),
  examples: {
    good: {
      'the default': `
        resource "aws_dms_replication_instance" "main" {
          replication_instance_id = "main"
        }`,
    },
    bad: {
      public: `
        resource "aws_dms_replication_instance" "main" {
          publicly_accessible = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "public" {}
        resource "aws_dms_replication_instance" "main" {
          publicly_accessible = var.public
        }`,
    },
  },
});
