import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';
import { routesOfSubnet } from '../../../review/network/routes';
import { memoized } from '../../../review/memoize';
import { isCritical } from '../support/criticality';

/** The subnets that use each NAT gateway. */
const subnetsBehind = memoized((graph: Graph): ReadonlyMap<Resource, readonly Resource[]> => {
  const index = new Map<Resource, Resource[]>();
  for (const subnet of graph.all('aws_subnet')) {
    const found = routesOfSubnet(graph, subnet);
    if (found instanceof Unknown) continue;
    for (const { via, target } of found.routes) {
      if (via !== 'nat-gateway' || !target) continue;
      const same = index.get(target);
      if (same) same.push(subnet);
      else index.set(target, [subnet]);
    }
  }
  return index;
});

const zoneOf = (subnet: Resource): Value | undefined =>
  subnet.at('availability_zone') ?? subnet.at('availability_zone_id');

export const natInEachZone = defineRule({
  id: 'vpc/nat-in-each-zone',
  aliases: ['NET-09'],
  title: 'VPCs of a critical environment should have a NAT gateway in each Availability Zone',
  severity: 'low',
  why: 'When the Availability Zone of a shared NAT gateway fails, hosts in the healthy zones lose their access to the internet too.',
  fix: 'Add an aws_nat_gateway in the public subnet of each zone, and route the private subnets of a zone to it.',
  resources: ['aws_nat_gateway'],
  check: (nat, context) => {
    if (!isCritical(context)) return [];
    const expected = 'a NAT gateway in the Availability Zone of the subnets that use it';
    const own = context.graph.resolveFor(nat, nat.at('subnet_id'), 'aws_subnet');
    if (!(own instanceof Resource)) return notKnown('subnet_id', expected, own ?? 'its subnet is not in the input');
    const zone = zoneOf(own);
    const subnets = subnetsBehind(context.graph).get(nat) ?? [];
    const zones = [zone, ...subnets.map(zoneOf)];
    const other = subnets.find((subnet) => typeof zoneOf(subnet) === 'string' && zoneOf(subnet) !== zone);
    if (other && typeof zone === 'string')
      return failing('subnet_id', expected, `${other.address} in ${String(zoneOf(other))}`);
    const doubt = zones.find((one) => typeof one !== 'string');
    if (subnets.length > 0 && zones.some((one) => typeof one !== 'string')) {
      return notKnown('subnet_id', expected, doubt instanceof Unknown ? doubt : 'the zone of a subnet is not set');
    }
    return pass;
  },
  examples: {
    good: {
      'in its own zone': `
        resource "aws_subnet" "public_a" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_subnet" "private_a" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_nat_gateway" "a" {
          subnet_id = aws_subnet.public_a.id
        }
        resource "aws_route_table" "a" {
          route {
            cidr_block     = "0.0.0.0/0"
            nat_gateway_id = aws_nat_gateway.a.id
          }
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.private_a.id
          route_table_id = aws_route_table.a.id
        }`,
    },
    bad: {
      'for another zone': `
        resource "aws_subnet" "public_a" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_subnet" "private_b" {
          availability_zone = "eu-west-1b"
        }
        resource "aws_nat_gateway" "a" {
          subnet_id = aws_subnet.public_a.id
        }
        resource "aws_route_table" "b" {
          route {
            cidr_block     = "0.0.0.0/0"
            nat_gateway_id = aws_nat_gateway.a.id
          }
        }
        resource "aws_route_table_association" "b" {
          subnet_id      = aws_subnet.private_b.id
          route_table_id = aws_route_table.b.id
        }`,
    },
    unknown: {
      'a subnet that is not in the input': `
        resource "aws_nat_gateway" "a" {
          subnet_id = "subnet-0123456789abcdef0"
        }`,
    },
  },
});
