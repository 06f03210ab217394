import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const catalogEncrypted = defineRule({
  id: 'glue/catalog-encrypted',
  aliases: ['GLU-01'],
  title: 'Glue Data Catalogs should be encrypted at rest',
  severity: 'medium',
  why: 'The catalog contains the names of every table and column, and often samples and connection details.',
  fix: 'Set encryption_at_rest { catalog_encryption_mode = "SSE-KMS" }.',
  resources: ['aws_glue_data_catalog_encryption_settings'],
  check: (settings) =>
    attribute(settings, 'data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode', {
      default: 'DISABLED',
    }).isOneOf(['SSE-KMS', 'SSE-KMS-WITH-SERVICE-ROLE']),
  examples: {
    good: {
      'a key': `
        resource "aws_glue_data_catalog_encryption_settings" "main" {
          data_catalog_encryption_settings {
            encryption_at_rest {
              catalog_encryption_mode = "SSE-KMS"
            }
          }
        }`,
    },
    bad: {
      disabled: `
        resource "aws_glue_data_catalog_encryption_settings" "main" {
          data_catalog_encryption_settings {
            encryption_at_rest {
              catalog_encryption_mode = "DISABLED"
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "mode" {}
        resource "aws_glue_data_catalog_encryption_settings" "main" {
          data_catalog_encryption_settings {
            encryption_at_rest {
              catalog_encryption_mode = var.mode
            }
          }
        }`,
    },
  },
});
