import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { matches } from '../../../review/iam/wildcard';
import { textOfValue } from '../support/text';

export const scanned = defineRule({
  id: 'ecr/scanned',
  aliases: ['ECR-01'],
  title: 'ECR repositories should have image scanning configured',
  severity: 'medium',
  why: 'Without scanning, an image with a known vulnerability can run for years. Basic scanning is free and reports on the day of the push.',
  fix: 'Set image_scanning_configuration { scan_on_push = true }, or add an aws_ecr_registry_scanning_configuration with a rule that matches the repository.',
  resources: ['aws_ecr_repository'],
  check: (repository, { graph }) => {
    const own = attribute(repository, 'image_scanning_configuration.scan_on_push', { default: false }).is(true);
    return own.status === 'pass' ? own : byRegistry(repository, graph, own);
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
      'not set': `
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

/** A filter without a wildcard matches anywhere in a name: ECR user guide, "Filters to choose which repositories are scanned". */
function byRegistry(repository: Resource, graph: Graph, own: Verdict): Verdict {
  const name = repository.at('name');
  const rules = graph
    .all('aws_ecr_registry_scanning_configuration')
    .filter((registry) => isBeside(registry, repository))
    .flatMap((registry) => listOf(registry.at('rule')))
    .filter(({ scan_frequency: frequency }) => frequency !== 'MANUAL');
  const filters = rules.flatMap(({ repository_filter: filter }) => listOf(filter)).map(({ filter }) => filter);
  const known = filters.filter((filter) => typeof filter === 'string');
  if (known.some((filter) => matches(filter.includes('*') ? filter : `*${filter}*`, textOfValue(name)))) return pass;
  const unknown =
    filters.length > 0 && name instanceof Unknown ? name : filters.find((filter) => filter instanceof Unknown);
  return unknown instanceof Unknown ? notKnown(undefined, 'a scan on push', unknown) : own;
}

/** A registry belongs to an account and a Region. */
function isBeside(one: Resource, other: Resource): boolean {
  const place = ({ environment, provider }: Resource): string =>
    `${environment} ${provider.account} ${provider.region}`;
  return place(one) === place(other);
}

function listOf(value: Value | undefined): readonly ValueMap[] {
  const blocks = blocksOf(value);
  return blocks instanceof Unknown ? [{ repository_filter: [{ filter: blocks }] }] : blocks;
}
