import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any } from '../../../review/engine/verdict';

export const cacheEncrypted = defineRule({
  id: 'api-gateway/cache-encrypted',
  aliases: ['API-06'],
  title: 'Cached responses are encrypted',
  severity: 'medium',
  why: 'The cache holds what the API answered to one user, outside of the store that was encrypted for it.',
  fix: 'Set settings { cache_data_encrypted = true } wherever caching_enabled is.',
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
      'not said, which is no': `
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
