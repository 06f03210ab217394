import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const cacheEncryptedInTransit = defineRule({
  id: 'appsync/cache-encrypted-in-transit',
  aliases: ['AS-04'],
  title: 'AppSync API caches should be encrypted in transit',
  severity: 'medium',
  why: 'Responses cross the network between the API and its cache in plaintext.',
  fix: 'Set transit_encryption_enabled = true. This replaces the cache.',
  resources: ['aws_appsync_api_cache'],
  check: (cache) => attribute(cache, 'transit_encryption_enabled', { default: false }).is(true),
  examples: {
    good: {
      encrypted: `
        resource "aws_appsync_api_cache" "main" {
          transit_encryption_enabled = true
        }`,
    },
    bad: {
      'the default': `
        resource "aws_appsync_api_cache" "main" {
          type = "SMALL"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypt" {}
        resource "aws_appsync_api_cache" "main" {
          transit_encryption_enabled = var.encrypt
        }`,
    },
  },
});
