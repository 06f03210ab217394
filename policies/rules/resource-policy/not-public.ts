import { defineRule } from '../../../review/engine/rule';
import { policiesClosedToEveryone } from '../support/exposure';

const expected = 'named principals, or a condition on the account, the organization or the VPC';

export const notPublic = defineRule({
  id: 'resource-policy/not-public',
  aliases: ['POL-02'],
  title: 'Resource policies should not allow everyone',
  severity: 'high',
  why: 'Anyone with an AWS account, or for EFS anyone in the network, can do what the statement allows.',
  fix: 'Name the accounts or roles in Principal, or add a condition on aws:PrincipalOrgID or aws:SourceAccount.',
  resources: [
    'aws_backup_vault_policy',
    'aws_cloudwatch_log_destination_policy',
    'aws_cloudwatch_log_resource_policy',
    'aws_codebuild_resource_policy',
    'aws_efs_file_system_policy',
    'aws_glue_resource_policy',
    'aws_networkfirewall_resource_policy',
    'aws_schemas_registry_policy',
    'aws_ses_identity_policy',
    'aws_sesv2_email_identity_policy',
    'aws_vpclattice_auth_policy',
    'aws_vpclattice_resource_policy',
    'aws_xray_resource_policy',
  ],
  check: (resource, { graph }) => policiesClosedToEveryone(resource, graph, expected),
  examples: {
    good: {
      'a role': `
        resource "aws_efs_file_system_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/web" }, Action = "elasticfilesystem:ClientMount", Resource = "*" }]
          })
        }`,
      'everyone who comes through a mount target': `
        resource "aws_efs_file_system_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientMount", Resource = "*", Condition = { Bool = { "elasticfilesystem:AccessedViaMountTarget" = "true" } } }]
          })
        }`,
    },
    bad: {
      'everyone is root of a file system': `
        resource "aws_efs_file_system_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "elasticfilesystem:ClientRootAccess", Resource = "*" }]
          })
        }`,
      'everyone copies into a vault': `
        resource "aws_backup_vault_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "backup:CopyIntoBackupVault", Resource = "*" }]
          })
        }`,
      'everyone sends mail in the name of a domain': `
        resource "aws_ses_identity_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "ses:SendEmail", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_backup_vault_policy" "main" {
          policy = var.policy
        }`,
    },
  },
});
