import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { worst } from '../../../review/engine/verdict';
import { domains } from './domains';

export const accessControl = defineRule({
  id: 'opensearch/access-control',
  aliases: ['OS-07'],
  title: 'OpenSearch domains should have fine-grained access control enabled',
  severity: 'high',
  why: 'Without it there are no users and roles: everyone who reaches the domain can read and delete every index.',
  fix: 'Set advanced_security_options { enabled = true } with a master user, and anonymous_auth_enabled = false.',
  resources: domains,
  check: (domain) =>
    worst([
      attribute(domain, 'advanced_security_options.enabled', { default: false }).is(true),
      attribute(domain, 'advanced_security_options.anonymous_auth_enabled', { default: false }).is(false),
    ]),
  examples: {
    good: {
      'switched on': `
        resource "aws_opensearch_domain" "search" {
          advanced_security_options {
            enabled                        = true
            internal_user_database_enabled = true
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_opensearch_domain" "search" {
          domain_name = "search"
        }`,
      'anonymous users too': `
        resource "aws_opensearch_domain" "search" {
          advanced_security_options {
            enabled                = true
            anonymous_auth_enabled = true
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "enabled" {}
        resource "aws_opensearch_domain" "search" {
          advanced_security_options {
            enabled = var.enabled
          }
        }`,
    },
  },
});
