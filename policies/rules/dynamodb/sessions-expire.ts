import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

const session = /(^|[^a-z])sessions?([^a-z]|$)/i;

export const sessionsExpire = defineRule({
  id: 'dynamodb/sessions-expire',
  aliases: ['DDB-06'],
  title: 'DynamoDB tables of sessions should delete expired items',
  severity: 'low',
  why: 'Sessions that never expire are kept for ever: the table grows with every visit, and whoever reads it finds old sessions to use.',
  fix: 'Add ttl { enabled = true, attribute_name = … }, with the attribute that has the time of expiry in seconds.',
  resources: ['aws_dynamodb_table'],
  check: (table) => {
    const name = table.at('name');
    const isOfSessions = typeof name === 'string' && session.test(name);
    return isOfSessions ? attribute(table, 'ttl.enabled', { default: false }).is(true) : [];
  },
  examples: {
    good: {
      'deleted when they expire': `
        resource "aws_dynamodb_table" "sessions" {
          name = "prod-sessions"
          ttl {
            attribute_name = "expiresAt"
            enabled        = true
          }
        }`,
    },
    bad: {
      'not set': `
        resource "aws_dynamodb_table" "sessions" {
          name = "prod-sessions"
        }`,
      off: `
        resource "aws_dynamodb_table" "sessions" {
          name = "session_store"
          ttl {
            attribute_name = "expiresAt"
            enabled        = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "expire" {}
        resource "aws_dynamodb_table" "sessions" {
          name = "prod-sessions"
          ttl {
            attribute_name = "expiresAt"
            enabled        = var.expire
          }
        }`,
    },
  },
});
