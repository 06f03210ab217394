import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any } from '../../../review/engine/verdict';

export const cacheEncrypted = defineRule({
  id: 'api-gateway/cache-encrypted',
  aliases: ['API-06'],
  title: 'API Gateway cache data should be encrypted at rest',
  severity: 'medium',
  why: 'The cache stores responses in plaintext, including personal data that is encrypted in the backend.',
  fix: 'Set settings { cache_data_encrypted = true } wherever caching_enabled is true.',
  resources: ['aws_api_gateway_method_settings'],
  check: (settings) =>
    any([
      attribute(settings, 'settings.cache_data_encrypted', { default: false }).is(true),
      attribute(settings, 'settings.caching_enabled', { default: false }).is(false),
    ]),
  examples: {
    good: {
      'encrypted, and no cache': `
        resource "aws_api_gateway_method_settings" "v1" {
          settings {
            caching_enabled      = true
            cache_data_encrypted = true
          }
        }
        resource "aws_api_gateway_method_settings" "v2" {
          settings {
            logging_level = "ERROR"
          }
        }`,
    },
    bad: {
      'not set, which defaults to false': `
        resource "aws_api_gateway_method_settings" "v1" {
          settings {
            caching_enabled = true
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypted" {}
        resource "aws_api_gateway_method_settings" "v1" {
          settings {
            caching_enabled      = true
            cache_data_encrypted = var.encrypted
          }
        }`,
    },
  },
});
