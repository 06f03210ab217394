import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const proxyRequiresTls = defineRule({
  id: 'rds/proxy-requires-tls',
  aliases: ['RDS-20'],
  title: 'RDS Proxies should require TLS for connections',
  severity: 'medium',
  why: 'A proxy takes connections without TLS by default, also in front of a database that refuses them: it connects to the database itself. Passwords and data cross the network in plaintext.',
  fix: 'Set require_tls = true.',
  resources: ['aws_db_proxy'],
  check: (proxy) => attribute(proxy, 'require_tls', { default: false }).is(true),
  examples: {
    good: {
      required: `
        resource "aws_db_proxy" "main" {
          name        = "main"
          require_tls = true
        }`,
    },
    bad: {
      'not set, which defaults to connections without TLS': `
        resource "aws_db_proxy" "main" {
          name = "main"
        }`,
      'an explicit null, which means not set': `
        resource "aws_db_proxy" "main" {
          name        = "main"
          require_tls = null
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "tls" {}
        resource "aws_db_proxy" "main" {
          name        = "main"
          require_tls = var.tls
        }`,
    },
  },
});
