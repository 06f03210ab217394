import { defineRule } from '../../../review/engine/rule';
import { pass, unlessUnknown } from '../../../review/engine/verdict';
import { or, type Truth } from '../../../review/iam/three-valued-logic';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { closedToEveryone } from '../support/exposure';
import { eachAllow } from '../support/policies';
import { hasFineGrainedAccessControl, domains } from './domains';

const expected = 'named principals, a VPC or fine-grained access control';

export const notPublic = defineRule({
  id: 'opensearch/not-public',
  aliases: ['OS-01'],
  title: 'OpenSearch domains should not be open to everyone',
  severity: 'critical',
  why: 'Anyone who finds the endpoint can read, change and delete the indexes. Scanners constantly search for open domains.',
  fix: 'Name the principals in the access policy, put the domain into a VPC with vpc_options, or enable fine-grained access control (advanced_security_options).',
  resources: [
    'aws_opensearch_domain',
    'aws_opensearch_domain_policy',
    'aws_elasticsearch_domain',
    'aws_elasticsearch_domain_policy',
  ],
  check: (resource, { graph }) => {
    const domain = domainOf(resource, graph);
    const isClosed = domain instanceof Resource ? isClosedItself(domain) : domain;
    if (isClosed === true) return pass;
    const verdicts = eachAllow(resource, graph, ['resource'], expected, (allow) =>
      unlessUnknown(closedToEveryone(allow, expected), isClosed),
    );
    return verdicts.length > 0 || !domains.includes(resource.type) ? verdicts : pass;
  },
  examples: {
    good: {
      'named principals': `
        resource "aws_opensearch_domain" "search" {
          access_policies = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/search" }, Action = "es:ESHttp*", Resource = "*" }]
          })
        }`,
      'everyone, in a VPC': `
        resource "aws_opensearch_domain" "search" {
          access_policies = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
          })
          vpc_options {
            subnet_ids = ["subnet-0a1b2c3d"]
          }
        }`,
      'everyone who logs in: fine-grained access control': `
        resource "aws_opensearch_domain" "search" {
          access_policies = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
          })
          advanced_security_options {
            enabled                        = true
            internal_user_database_enabled = true
          }
        }`,
      'an office': `
        resource "aws_opensearch_domain" "search" {
          access_policies = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "es:ESHttp*"
              Resource  = "*"
              Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } }
            }]
          })
        }`,
    },
    bad: {
      everyone: `
        resource "aws_opensearch_domain" "search" {
          access_policies = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
          })
        }`,
      'everyone, by a policy of its own': `
        resource "aws_opensearch_domain" "search" {
          domain_name = "search"
        }
        resource "aws_opensearch_domain_policy" "search" {
          domain_name     = aws_opensearch_domain.search.domain_name
          access_policies = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
          })
        }`,
      'an Elasticsearch domain': `
        resource "aws_elasticsearch_domain" "search" {
          access_policies = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_opensearch_domain" "search" {
          access_policies = var.policy
        }`,
      'a domain that is not in the input': `
        resource "aws_opensearch_domain_policy" "search" {
          domain_name     = "search"
          access_policies = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
          })
        }`,
    },
  },
});

/** A domain in a VPC has no public endpoint, and fine-grained access control asks for a user. */
function isClosedItself(domain: Resource): Truth {
  return or(domain.at('vpc_options') !== undefined, hasFineGrainedAccessControl(domain));
}

/** The domain itself, or the one that a policy is of. */
function domainOf(resource: Resource, graph: Graph): Resource | Unknown {
  if (domains.includes(resource.type)) return resource;
  const type = resource.type.replace('_policy', '');
  const found = graph.resolveBy(resource, resource.at('domain_name'), type, 'domain_name');
  return found ?? new Unknown('whether its domain is in a VPC: it is not in the input');
}
