import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass } from '../../../review/engine/verdict';
import { namesCustomerKey } from '../support/customer-key';
import { backendAttribute, backendOf } from './backend';

const expected = 'a remote backend that encrypts';
/** Backends whose service encrypts everything it stores: documentation of HCP Terraform, Azure Storage, Google Cloud Storage. */
const encrypting: readonly string[] = ['cloud', 'remote', 'azurerm', 'gcs'];

export const backendProtected = defineRule({
  id: 'state/backend-protected',
  aliases: ['STATE-01'],
  title: 'Terraform state should be in a remote backend with encryption',
  severity: 'high',
  why: 'State contains every attribute in plaintext, including passwords. The local backend writes it to a file next to the code, from where it gets into repositories, images and backups.',
  fix: 'Use backend "s3" with encrypt = true and kms_key_id of a key of the environment.',
  resources: ['@root'],
  check: (root) => {
    const backend = backendOf(root);
    if (backend === undefined || encrypting.includes(backend)) return backend === undefined ? [] : pass;
    if (backend === 'local') return failing('backend', expected, 'the local backend, a file in plaintext');
    if (backend !== 's3') return notKnown('backend', expected, `whether the backend "${backend}" encrypts`);
    return all([
      backendAttribute(root, 'encrypt', false).is(true),
      namesCustomerKey(backendAttribute(root, 'kms_key_id')),
    ]);
  },
  examples: {
    good: {
      'a key of the account': `
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
      'HCP Terraform, which encrypts': `
        terraform {
          cloud {
            organization = "example"
          }
        }
        provider "aws" {
          region = "eu-west-1"
        }`,
    },
    bad: {
      'no backend, which is the local one': `
        provider "aws" {
          region = "eu-west-1"
        }`,
      'the local backend': `
        terraform {
          backend "local" {
            path = "prod.tfstate"
          }
        }`,
      'no encryption': `
        terraform {
          backend "s3" {
            bucket = "example-prod-state"
            key    = "network.tfstate"
          }
        }`,
      'the AWS managed key': `
        terraform {
          backend "s3" {
            bucket  = "example-prod-state"
            key     = "network.tfstate"
            encrypt = true
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
      'a backend whose server decides': `
        terraform {
          backend "http" {
            address = "https://state.example.com"
          }
        }`,
    },
  },
});
