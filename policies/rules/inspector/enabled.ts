import { defineRule } from '../../../review/engine/rule';
import { any, failing, ofWhole, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { inRegion, managesAccount } from '../support/account-baseline';
import { scans } from './scans';

const enabler = 'aws_inspector2_enabler';
const scanned = ['EC2', 'ECR', 'LAMBDA'];

export const enabled = defineRule({
  id: 'inspector/enabled',
  aliases: ['INS-01'],
  title: 'Inspector should scan instances, images and functions in every Region in use',
  severity: 'medium',
  why: 'A vulnerability is published after the image was pushed and the instance was started. Inspector looks again then; a scan on push does not.',
  fix: 'Add an aws_inspector2_enabler with resource_types EC2, ECR and LAMBDA in each Region that a provider is configured for. If the delegated administrator of the organization enables it, waive this rule.',
  resources: ['@region'],
  check: (region, { graph }) => {
    if (!managesAccount(region, graph)) return [];
    const enablers = inRegion(region, graph, enabler);
    if (enablers.length === 0) return failing(undefined, `an ${enabler}`, 'none');
    return scanned.map((type) => judge(enablers, type));
  },
  examples: {
    good: {
      'all of them': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {}
        resource "aws_inspector2_enabler" "main" {
          account_ids    = ["111122223333"]
          resource_types = ["EC2", "ECR", "LAMBDA"]
        }`,
    },
    bad: {
      'none, in an account whose other settings are managed': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {}`,
      'no functions': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {}
        resource "aws_inspector2_enabler" "main" {
          account_ids    = ["111122223333"]
          resource_types = ["EC2", "ECR"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "types" {}
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {}
        resource "aws_inspector2_enabler" "main" {
          account_ids    = ["111122223333"]
          resource_types = var.types
        }`,
    },
  },
});

function judge(enablers: readonly Resource[], type: string): Verdict {
  const expected = `${type} among resource_types`;
  return ofWhole(any(enablers.map((one) => scans(one, type))), expected);
}
