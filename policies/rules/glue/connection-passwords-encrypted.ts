import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const connectionPasswordsEncrypted = defineRule({
  id: 'glue/connection-passwords-encrypted',
  aliases: ['GLU-02'],
  title: 'Glue connection passwords should be encrypted',
  severity: 'medium',
  why: 'Otherwise anyone who can read a connection in the catalog can read the password of its database.',
  fix: 'Set connection_password_encryption { return_connection_password_encrypted = true }.',
  resources: ['aws_glue_data_catalog_encryption_settings'],
  check: (settings) =>
    attribute(
      settings,
      'data_catalog_encryption_settings.connection_password_encryption.return_connection_password_encrypted',
      { default: false },
    ).is(true),
  examples: {
    good: {
      encrypted: `
        resource "aws_glue_data_catalog_encryption_settings" "main" {
          data_catalog_encryption_settings {
            connection_password_encryption {
              return_connection_password_encrypted = true
            }
          }
        }`,
    },
    bad: {
      'not encrypted': `
        resource "aws_glue_data_catalog_encryption_settings" "main" {
          data_catalog_encryption_settings {
            connection_password_encryption {
              return_connection_password_encrypted = false
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypt" {}
        resource "aws_glue_data_catalog_encryption_settings" "main" {
          data_catalog_encryption_settings {
            connection_password_encryption {
              return_connection_password_encrypted = var.encrypt
            }
          }
        }`,
    },
  },
});
