import { defineRule } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import { backendAttribute, backendOf } from './backend';

export const locked = defineRule({
  id: 'state/locked',
  aliases: ['STATE-02'],
  title: 'Terraform state should be locked during an apply',
  severity: 'medium',
  why: 'Two applies at the same time overwrite each other’s state: resources are lost from it, or created twice.',
  fix: 'Set use_lockfile = true in backend "s3".',
  resources: ['@root'],
  check: (root) => {
    if (backendOf(root) !== 's3') return [];
    const table = root.at('backend.dynamodb_table');
    return typeof table === 'string' && table !== '' ? pass : backendAttribute(root, 'use_lockfile', false).is(true);
  },
  examples: {
    good: {
      'a lock file': `
        terraform {
          backend "s3" {
            bucket              = "example-prod-state"
            key                 = "network.tfstate"
            region              = "eu-west-1"
            encrypt             = true
            use_lockfile        = true
            kms_key_id          = "arn:aws:kms:eu-west-1:111122223333:alias/state"
            allowed_account_ids = ["111122223333"]
          }
        }`,
      'the older lock, a table': `
        terraform {
          backend "s3" {
            bucket         = "example-prod-state"
            key            = "network.tfstate"
            dynamodb_table = "locks"
          }
        }`,
    },
    bad: {
      none: `
        terraform {
          backend "s3" {
            bucket = "example-prod-state"
            key    = "network.tfstate"
          }
        }`,
    },
    unknown: {
      'a backend that gets the rest at init': `
        terraform {
          backend "s3" {
            encrypt = true
          }
        }`,
    },
  },
});
