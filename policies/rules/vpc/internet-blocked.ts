import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { isPublicTier } from '../../../review/network/tiers';
import { memoized } from '../../../review/memoize';

/** By environment, account and Region. */
type Index = ReadonlyMap<string, { readonly subnets: readonly Resource[]; readonly options: readonly Resource[] }>;

const placeOf = ({ environment, provider: { account = 'unknown', region = 'unknown' } }: Resource) =>
  `${environment} ${account} ${region}`;

const indexOf = memoized((graph: Graph): Index => {
  const index = new Map<string, { subnets: Resource[]; options: Resource[] }>();
  for (const resource of graph.all('aws_subnet', 'aws_vpc_block_public_access_options')) {
    const place = placeOf(resource);
    const entry = index.get(place) ?? { subnets: [], options: [] };
    index.set(place, entry);
    (resource.type === 'aws_subnet' ? entry.subnets : entry.options).push(resource);
  }
  return index;
});

export const internetBlocked = defineRule({
  id: 'vpc/internet-blocked',
  aliases: ['NET-15'],
  title: 'VPC Block Public Access should be enabled in Regions without a public tier',
  severity: 'medium',
  why: 'If nothing in the Region is meant to be public, one internet gateway and one route, added by mistake or by an attacker, change that. VPC Block Public Access blocks the traffic whatever the routes are.',
  fix: 'Add aws_vpc_block_public_access_options with internet_gateway_block_mode = "block-bidirectional", or "block-ingress" if hosts need egress.',
  resources: ['@region'],
  check: (region, { graph }) => {
    const { subnets, options } = indexOf(graph).get(placeOf(region)) ?? { subnets: [], options: [] };
    if (subnets.length === 0) return [];
    const expected = 'aws_vpc_block_public_access_options';
    const tiers = subnets.map((subnet) => isPublicTier(graph, subnet));
    if (tiers.includes(true)) return [];
    const [option] = options;
    if (option) {
      return attribute(option, 'internet_gateway_block_mode').isOneOf(['block-bidirectional', 'block-ingress']);
    }
    const doubt = tiers.find((tier): tier is Unknown => tier instanceof Unknown);
    return doubt ? notKnown(undefined, expected, doubt) : failing(undefined, expected, 'none');
  },
  examples: {
    good: {
      'private subnets, and the block': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "private" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_vpc_block_public_access_options" "main" {
          internet_gateway_block_mode = "block-bidirectional"
        }`,
    },
    bad: {
      'private subnets only': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "private" {
          vpc_id = aws_vpc.main.id
        }`,
      'a block that is off': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "private" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_vpc_block_public_access_options" "main" {
          internet_gateway_block_mode = "off"
        }`,
    },
    unknown: {
      'a subnet of a VPC that is not in the input': `
        provider "aws" {
          region = "eu-west-1"
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-0123456789abcdef0"
        }`,
    },
  },
});
