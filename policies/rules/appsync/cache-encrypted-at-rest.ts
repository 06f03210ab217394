import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const cacheEncryptedAtRest = defineRule({
  id: 'appsync/cache-encrypted-at-rest',
  aliases: ['AS-03'],
  title: 'AppSync API caches should be encrypted at rest',
  severity: 'medium',
  why: 'The cache stores responses of the API in plaintext.',
  fix: 'Set at_rest_encryption_enabled = true. This replaces the cache.',
  resources: ['aws_appsync_api_cache'],
  check: (cache) => attribute(cache, 'at_rest_encryption_enabled', { default: false }).is(true),
  examples: {
    good: {
      encrypted: `
        resource "aws_appsync_api_cache" "main" {
          at_rest_encryption_enabled = true
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
          at_rest_encryption_enabled = var.encrypt
        }`,
    },
  },
});
