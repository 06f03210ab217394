import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import { memoized } from '../../../review/memoize';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { declaredTier, tierOf } from '../../../review/network/tiers';
import { isCritical } from '../support/criticality';
import { endOf } from '../../../review/model/text';

/** Free of charge, so expected everywhere. */
const gateways = ['s3', 'dynamodb'];
/** Services that every host calls: sessions, keys, logs. */
const interfaces = ['ssm', 'kms', 'logs'];
/** Services that container hosts call. */
const ofContainers = ['ecr.api', 'ecr.dkr'];
const containers = ['aws_ecs_cluster', 'aws_ecs_service', 'aws_eks_cluster', 'aws_ecr_repository'];

/** The environments that have containers. */
const withContainers = memoized(
  (graph: Graph): ReadonlySet<string> => new Set(graph.all(...containers).map((one) => one.environment)),
);

function isPrivate(graph: Graph, subnet: Resource): boolean {
  const tier = declaredTier(subnet) ?? tierOf(graph, subnet);
  return !(tier instanceof Unknown) && tier !== 'public';
}

export const privateEndpoints = defineRule({
  id: 'vpc/private-endpoints',
  aliases: ['NET-10'],
  title: 'Private subnets should use VPC endpoints for the AWS services they access',
  severity: 'medium',
  why: 'Without an endpoint, secrets, logs and sessions pass through the NAT gateway, which has to be open to the whole internet, and no endpoint policy limits which buckets can be written to.',
  fix: 'Add an aws_vpc_endpoint: Gateway for S3 and DynamoDB, Interface with private_dns_enabled for other services.',
  resources: ['aws_vpc'],
  check: (vpc, context) => {
    const { graph } = context;
    const subnets = graph.children(vpc, 'aws_subnet', 'vpc_id').found;
    if (!subnets.some((subnet) => isPrivate(graph, subnet))) return [];
    const { found, unknown } = graph.children(vpc, 'aws_vpc_endpoint', 'vpc_id');
    const names = found.map((endpoint) => endpoint.at('service_name'));
    const doubt = unknown ?? names.find((name): name is Unknown => name instanceof Unknown && !name.text);
    const wantedNames = [
      ...gateways,
      ...(isCritical(context)
        ? [...interfaces, ...(withContainers(graph).has(context.environment.name) ? ofContainers : [])]
        : []),
    ];
    const texts = names.map((name) => (name instanceof Unknown ? (name.text ?? '') : asText(name)));
    const missing = wantedNames.filter((name) => !texts.some((text) => endOf(text).endsWith(`.${name}`)));
    const expected = `an endpoint for ${missing.join(', ')}`;
    if (missing.length === 0) return all([]);
    return doubt ? notKnown(undefined, expected, doubt) : failing(undefined, expected, 'none in any stack');
  },
  examples: {
    good: {
      'all that its hosts call': `
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "private" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_vpc_endpoint" "all" {
          for_each     = toset(["s3", "dynamodb", "ssm", "kms", "logs"])
          vpc_id       = aws_vpc.main.id
          service_name = "com.amazonaws.eu-west-1.\${each.value}"
        }`,
    },
    bad: {
      none: `
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "private" {
          vpc_id = aws_vpc.main.id
        }`,
      'none for images, where there are containers': `
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "private" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_ecs_cluster" "main" {}
        resource "aws_vpc_endpoint" "all" {
          for_each     = toset(["s3", "dynamodb", "ssm", "kms", "logs"])
          vpc_id       = aws_vpc.main.id
          service_name = "com.amazonaws.eu-west-1.\${each.value}"
        }`,
    },
    unknown: {
      'a service of a variable without a value': `
        variable "service" {}
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "private" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_vpc_endpoint" "some" {
          vpc_id       = aws_vpc.main.id
          service_name = var.service
        }`,
    },
  },
});
