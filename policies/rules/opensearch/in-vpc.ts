import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { domains } from './domains';

export const inVpc = defineRule({
  id: 'opensearch/in-vpc',
  aliases: ['OS-02'],
  title: 'OpenSearch domains should be in a VPC',
  severity: 'high',
  why: 'A domain outside a VPC has an endpoint on the internet. One wrong access policy or one leaked key exposes everything in it.',
  fix: 'Set vpc_options with private subnets and a security group. This replaces the domain.',
  resources: domains,
  check: (domain) => attribute(domain, 'vpc_options').isPresent('vpc_options'),
  examples: {
    good: {
      'private subnets': `
        resource "aws_opensearch_domain" "search" {
          vpc_options {
            subnet_ids = ["subnet-0a1b2c3d"]
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_opensearch_domain" "search" {
          domain_name = "search"
        }`,
    },
    unknown: {
      'options that are not known': `
        variable "vpc" {}
        resource "aws_opensearch_domain" "search" {
          dynamic "vpc_options" {
            for_each = var.vpc
            content {
              subnet_ids = vpc_options.value
            }
          }
        }`,
    },
  },
});
