import { defineRule } from '../../../review/engine/rule';
import { policiesClosedToEveryone } from '../support/exposure';

const expected = 'named principals, or a condition on the account, the organization or the VPC';

export const dataNotPublic = defineRule({
  id: 'resource-policy/data-not-public',
  aliases: ['POL-01'],
  title: 'Resource policies of data stores should not allow everyone',
  severity: 'critical',
  why: 'Anyone with an AWS account can do what the statement allows, such as read a table, an archive or a stream, or publish a package that your builds install.',
  fix: 'Name the accounts or roles in Principal, or add a condition on aws:PrincipalOrgID.',
  resources: [
    'aws_acmpca_policy',
    'aws_codeartifact_domain_permissions_policy',
    'aws_codeartifact_repository_permissions_policy',
    'aws_dynamodb_resource_policy',
    'aws_glacier_vault',
    'aws_glacier_vault_lock',
    'aws_kinesis_resource_policy',
    'aws_media_store_container_policy',
    'aws_msk_cluster_policy',
    'aws_redshift_resource_policy',
    'aws_redshiftserverless_resource_policy',
    'aws_s3tables_table_bucket_policy',
    'aws_s3tables_table_policy',
  ],
  check: (resource, { graph }) => policiesClosedToEveryone(resource, graph, expected),
  examples: {
    good: {
      'an account': `
        resource "aws_dynamodb_resource_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "dynamodb:GetItem", Resource = "*" }]
          })
        }`,
      'the organization': `
        resource "aws_glacier_vault" "main" {
          access_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "glacier:InitiateJob", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
          })
        }`,
    },
    bad: {
      'everyone reads an archive': `
        resource "aws_glacier_vault" "main" {
          access_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "glacier:InitiateJob", Resource = "*" }]
          })
        }`,
      'everyone reads a stream': `
        resource "aws_kinesis_resource_policy" "main" {
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kinesis:GetRecords", Resource = "*" }]
          })
        }`,
      'everyone reads a bucket of tables': `
        resource "aws_s3tables_table_bucket_policy" "main" {
          resource_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "s3tables:GetTableData", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_dynamodb_resource_policy" "main" {
          policy = var.policy
        }`,
    },
  },
});
