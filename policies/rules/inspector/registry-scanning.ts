import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any } from '../../../review/engine/verdict';
import { inRegion } from '../support/account-baseline';
import { scans } from './scans';

const registry = 'aws_ecr_registry_scanning_configuration';

export const registryScanning = defineRule({
  id: 'inspector/registry-scanning',
  aliases: [],
  title: 'A registry that Inspector scans should not be set to basic scanning',
  severity: 'medium',
  why: 'Enabling Inspector for ECR sets the registry to enhanced scanning. A scanning configuration that says BASIC sets it back in the next apply, and images are scanned no more after their push.',
  fix: 'Set scan_type = "ENHANCED", or remove the scanning configuration: Inspector sets it.',
  resources: [registry],
  check: (configuration, { graph }) => {
    const enablers = inRegion(configuration, graph, 'aws_inspector2_enabler');
    if (enablers.length === 0) return [];
    const verdict = any(enablers.map((one) => scans(one, 'ECR')));
    if (verdict.status === 'fail') return [];
    return verdict.status === 'unknown' ? verdict : attribute(configuration, 'scan_type').is('ENHANCED');
  },
  examples: {
    good: {
      'both say enhanced': `
        resource "aws_inspector2_enabler" "main" {
          account_ids    = ["111122223333"]
          resource_types = ["ECR"]
        }
        resource "aws_ecr_registry_scanning_configuration" "main" {
          scan_type = "ENHANCED"
        }`,
    },
    bad: {
      'basic beside Inspector': `
        resource "aws_inspector2_enabler" "main" {
          account_ids    = ["111122223333"]
          resource_types = ["EC2", "ECR"]
        }
        resource "aws_ecr_registry_scanning_configuration" "main" {
          scan_type = "BASIC"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "scan_type" {}
        resource "aws_inspector2_enabler" "main" {
          account_ids    = ["111122223333"]
          resource_types = ["ECR"]
        }
        resource "aws_ecr_registry_scanning_configuration" "main" {
          scan_type = var.scan_type
        }`,
    },
  },
});
