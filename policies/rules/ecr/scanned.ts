import { attribute } from '../../engine/attribute';
import { defineRule } from '../../engine/rule';
import { pass } from '../../engine/verdict';
import type { Graph } from '../../model/graph';
import type { Resource } from '../../model/resource';
import { blocksOf, Unknown, type Value } from '../../model/value';
import { matches } from '../../iam/wildcard';
import { textOfValue } from '../support/text';

export const scanned = defineRule({
  id: 'ecr/scanned',
  aliases: ['ECR-01'],
  title: 'Images are scanned when they are pushed',
  severity: 'medium',
  why: 'An image with a known hole in a library runs for years when nobody looks. The scan costs nothing and tells on the day of the push.',
  fix: 'Set image_scanning_configuration { scan_on_push = true }, or an aws_ecr_registry_scanning_configuration whose rules take the repository.',
  resources: ['aws_ecr_repository'],
  check: (repository, { graph }) => {
    const own = attribute(repository, 'image_scanning_configuration.scan_on_push', { default: false }).is(true);
    return own.status !== 'pass' && isScannedByRegistry(repository, graph) ? pass : own;
  },
  examples: {
    good: {
      'by the repository': `
        resource "aws_ecr_repository" "web" {
          image_scanning_configuration {
            scan_on_push = true
          }
        }`,
      'by the registry': `
        resource "aws_ecr_repository" "web" {
          name = "shop/web"
        }
        resource "aws_ecr_registry_scanning_configuration" "all" {
          scan_type = "ENHANCED"
          rule {
            scan_frequency = "CONTINUOUS_SCAN"
            repository_filter {
              filter      = "shop/*"
              filter_type = "WILDCARD"
            }
          }
        }`,
    },
    bad: {
      'not said': `
        resource "aws_ecr_repository" "web" {
          name = "shop/web"
        }`,
      'a registry that scans others': `
        resource "aws_ecr_repository" "web" {
          name = "shop/web"
        }
        resource "aws_ecr_registry_scanning_configuration" "all" {
          scan_type = "BASIC"
          rule {
            scan_frequency = "SCAN_ON_PUSH"
            repository_filter {
              filter      = "data*"
              filter_type = "WILDCARD"
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "scan" {}
        resource "aws_ecr_repository" "web" {
          image_scanning_configuration {
            scan_on_push = var.scan
          }
        }`,
    },
  },
});

/** A filter without a star is found anywhere in a name: ECR user guide, "Filters to choose which repositories are scanned". */
function isScannedByRegistry(repository: Resource, graph: Graph): boolean {
  const name = textOfValue(repository.at('name'));
  const { account, region } = repository.provider;
  return graph
    .all('aws_ecr_registry_scanning_configuration')
    .filter(
      ({ environment, provider }) =>
        environment === repository.environment && provider.account === account && provider.region === region,
    )
    .flatMap((registry) => listOf(registry.at('rule')))
    .filter(({ scan_frequency: frequency }) => frequency === 'SCAN_ON_PUSH' || frequency === 'CONTINUOUS_SCAN')
    .flatMap((rule) => listOf(rule.repository_filter))
    .some(({ filter }) => typeof filter === 'string' && matches(filter.includes('*') ? filter : `*${filter}*`, name));
}

function listOf(value: Value | undefined) {
  const blocks = blocksOf(value);
  return blocks instanceof Unknown ? [] : blocks;
}
