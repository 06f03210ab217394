import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { isSecondary } from './replication-group';

export const encryptedInTransit = defineRule({
  id: 'elasticache/encrypted-in-transit',
  aliases: ['CACHE-02'],
  title: 'ElastiCache clusters should be encrypted in transit',
  severity: 'high',
  why: 'Sessions, tokens and the password of the cache cross the network in plaintext. In the mode "preferred", clients can still connect without TLS.',
  fix: 'Set transit_encryption_enabled = true, and transit_encryption_mode = "required" once every client uses TLS.',
  resources: ['aws_elasticache_replication_group'],
  check: (group) => {
    if (isSecondary(group)) return [];
    const enabled = attribute(group, 'transit_encryption_enabled', { default: false }).is(true);
    if (enabled.status === 'fail') return enabled;
    return all([enabled, attribute(group, 'transit_encryption_mode', { default: 'required' }).is('required')]);
  },
  examples: {
    good: {
      required: `
        resource "aws_elasticache_replication_group" "main" {
          transit_encryption_enabled = true
          transit_encryption_mode    = "required"
        }`,
      'no mode, which defaults to required': `
        resource "aws_elasticache_replication_group" "main" {
          transit_encryption_enabled = true
        }`,
    },
    bad: {
      'not set': `
        resource "aws_elasticache_replication_group" "main" {
          engine = "valkey"
        }`,
      'preferred, which also accepts plaintext': `
        resource "aws_elasticache_replication_group" "main" {
          transit_encryption_enabled = true
          transit_encryption_mode    = "preferred"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "tls" {}
        resource "aws_elasticache_replication_group" "main" {
          transit_encryption_enabled = var.tls
        }`,
    },
  },
});
