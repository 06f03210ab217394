import { defineRule } from '../../engine/rule';
import { failing, notKnown, pass } from '../../engine/verdict';
import type { Graph } from '../../model/graph';
import { Resource } from '../../model/resource';
import type { Unknown } from '../../model/value';
import { overlaps } from '../../network/cidr';
import { cidrsOfVpc } from '../../network/vpcs';

interface Joined {
  /** The block that another VPC has too, and that VPC. */
  readonly clash?: { readonly text: string; readonly other: Resource };
  readonly unknown?: Unknown;
}
const indexes = new WeakMap<Graph, ReadonlyMap<Resource, Joined>>();

/** The VPCs that are joined: two by each peering, many by a transit gateway. */
function groupsOf(graph: Graph): readonly ReadonlySet<Resource>[] {
  const pairs = graph.all('aws_vpc_peering_connection').map((peering) => {
    const sides = ['vpc_id', 'peer_vpc_id'].map((side) => peering.at(side) ?? null);
    return new Set(graph.resolveAll(sides, 'aws_vpc').found.filter(({ mode }) => mode === 'managed'));
  });
  const byGateway = new Map<Resource, Set<Resource>>();
  for (const attachment of graph.all('aws_ec2_transit_gateway_vpc_attachment')) {
    const gateway = graph.resolve(attachment.at('transit_gateway_id'), 'aws_ec2_transit_gateway');
    const vpc = graph.resolve(attachment.at('vpc_id'), 'aws_vpc');
    if (!(gateway instanceof Resource) || !(vpc instanceof Resource)) continue;
    byGateway.set(gateway, (byGateway.get(gateway) ?? new Set()).add(vpc));
  }
  return [...pairs, ...byGateway.values()].filter(({ size }) => size > 1);
}

function joinedOf(graph: Graph): ReadonlyMap<Resource, Joined> {
  const known = indexes.get(graph);
  if (known) return known;
  const joined = new Map<Resource, Joined>();
  for (const group of groupsOf(graph)) {
    const unknown = [...group].map((vpc) => cidrsOfVpc(graph, vpc).unknown).find((one) => one !== undefined);
    for (const vpc of group) joined.set(vpc, { ...(unknown && { unknown }), ...joined.get(vpc) });
    const blocks = [...group]
      .flatMap((vpc) => cidrsOfVpc(graph, vpc).cidrs.map((cidr) => ({ vpc, cidr })))
      .sort((a, b) => (a.cidr.first < b.cidr.first ? -1 : 1));
    let widest = blocks[0];
    for (const block of blocks.slice(1)) {
      if (widest && widest.vpc !== block.vpc && overlaps(widest.cidr, block.cidr)) {
        joined.set(block.vpc, { clash: { text: block.cidr.text, other: widest.vpc } });
        joined.set(widest.vpc, { clash: { text: widest.cidr.text, other: block.vpc } });
      }
      if (!widest || block.cidr.last > widest.cidr.last) widest = block;
    }
  }
  indexes.set(graph, joined);
  return joined;
}

export const joinedApart = defineRule({
  id: 'vpc/joined-apart',
  aliases: ['NET-16'],
  title: 'VPCs that are joined have addresses of their own',
  severity: 'medium',
  why: 'An address that two joined VPCs have is reached in one of them only: traffic meant for one environment ends in another, or nowhere.',
  fix: 'Give each VPC a cidr_block that overlaps with no other; changing it means making the VPC anew.',
  resources: ['aws_vpc'],
  check: (vpc, { graph }) => {
    const joined = joinedOf(graph).get(vpc);
    if (!joined) return [];
    const wanted = 'addresses that no joined VPC has';
    const { clash, unknown } = joined;
    if (clash) return failing('cidr_block', wanted, `"${clash.text}", which overlaps with ${clash.other.key}`);
    return unknown ? notKnown('cidr_block', wanted, unknown) : pass;
  },
  examples: {
    good: {
      'peered, with addresses of their own': `
        resource "aws_vpc" "one" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_vpc" "other" {
          cidr_block = "10.1.0.0/16"
        }
        resource "aws_vpc_peering_connection" "both" {
          vpc_id      = aws_vpc.one.id
          peer_vpc_id = aws_vpc.other.id
        }`,
    },
    bad: {
      'on one transit gateway, one within the other': `
        resource "aws_vpc" "one" {
          cidr_block = "10.0.0.0/8"
        }
        resource "aws_vpc" "other" {
          cidr_block = "10.1.0.0/16"
        }
        resource "aws_ec2_transit_gateway" "main" {}
        resource "aws_ec2_transit_gateway_vpc_attachment" "one" {
          transit_gateway_id = aws_ec2_transit_gateway.main.id
          vpc_id             = aws_vpc.one.id
        }
        resource "aws_ec2_transit_gateway_vpc_attachment" "other" {
          transit_gateway_id = aws_ec2_transit_gateway.main.id
          vpc_id             = aws_vpc.other.id
        }`,
    },
    unknown: {
      'addresses of a variable without a value': `
        variable "cidr" {}
        resource "aws_vpc" "one" {
          cidr_block = var.cidr
        }
        resource "aws_vpc" "other" {
          cidr_block = "10.1.0.0/16"
        }
        resource "aws_vpc_peering_connection" "both" {
          vpc_id      = aws_vpc.one.id
          peer_vpc_id = aws_vpc.other.id
        }`,
    },
  },
});
