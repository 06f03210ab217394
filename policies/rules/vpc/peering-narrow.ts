import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { covers, isWorld, type Cidr } from '../../../review/network/cidr';
import { placeOf } from '../../../review/network/openings';
import { routesWrittenIn, type Route } from '../../../review/network/routes';
import { tableOfRoute } from '../../../review/network/tables';
import { cidrsOfVpc } from '../../../review/network/vpcs';

const expected = 'a destination narrower than the peered VPC';

/** The peered VPC, seen from the route table of a route. */
function peerOf(graph: Graph, { target, resource }: Route): Resource | Unknown | undefined {
  const table = tableOfRoute(graph, resource);
  if (!(table instanceof Resource)) return table;
  const own = table.type === 'aws_vpc' ? table : graph.resolveFor(table, table.at('vpc_id'), 'aws_vpc');
  const sides = ['vpc_id', 'peer_vpc_id'].map((side) => target && graph.resolveFor(target, target.at(side), 'aws_vpc'));
  if (!(own instanceof Resource) || !sides.includes(own)) return undefined;
  return sides.find((side) => side !== own);
}

function judge(graph: Graph, route: Route): readonly Verdict[] {
  return route.destinations.flatMap((peer): Verdict[] => {
    const place = placeOf(route, peer.attribute);
    if (peer.kind === 'unknown') return [notKnown(place, expected, peer.unknown)];
    if (peer.kind === 'network') {
      const isWhole = peer.of?.type === 'aws_vpc';
      return isWhole ? [failing(place, expected, `all of ${peer.of?.address ?? peer.text}`)] : [];
    }
    if (peer.kind !== 'cidr') return [];
    const { cidr } = peer;
    const found = JSON.stringify(cidr.text);
    if (isWorld([cidr], cidr.family)) return [failing(place, expected, found)];
    const other = peerOf(graph, route);
    if (other instanceof Unknown) return [notKnown(place, expected, other)];
    const { cidrs, unknown } = other ? cidrsOfVpc(graph, other) : { cidrs: [] as Cidr[] };
    if (cidrs.some((whole) => covers([cidr], whole))) return [failing(place, expected, `${found}, all of it`)];
    if (unknown) return [notKnown(place, expected, unknown)];
    return other ? [] : [notKnown(place, expected, 'the peered VPC is not in the input')];
  });
}

export const peeringNarrow = defineRule({
  id: 'vpc/peering-narrow',
  aliases: ['NET-08'],
  title: 'Routes to a peered VPC should cover only the subnets that are needed',
  severity: 'medium',
  why: 'A route to the whole peered VPC makes every host in it reachable for an attacker in this one.',
  fix: 'Set the destination to the subnets that are needed, with one route for each.',
  resources: ['aws_route', 'aws_route_table', 'aws_default_route_table'],
  check: (resource, { graph }) => {
    const routes = routesWrittenIn(graph, resource).filter(({ via }) => via === 'peering');
    return routes.length === 0 ? [] : all(routes.flatMap((route) => judge(graph, route)));
  },
  examples: {
    good: {
      'one subnet of the other VPC': `
        resource "aws_vpc" "shop" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_vpc" "tools" {
          cidr_block = "10.1.0.0/16"
        }
        resource "aws_vpc_peering_connection" "tools" {
          vpc_id      = aws_vpc.shop.id
          peer_vpc_id = aws_vpc.tools.id
        }
        resource "aws_route_table" "shop" {
          vpc_id = aws_vpc.shop.id
        }
        resource "aws_route" "tools" {
          route_table_id            = aws_route_table.shop.id
          destination_cidr_block    = "10.1.4.0/24"
          vpc_peering_connection_id = aws_vpc_peering_connection.tools.id
        }`,
    },
    bad: {
      everything: `
        resource "aws_vpc_peering_connection" "tools" {}
        resource "aws_route_table" "shop" {
          route {
            cidr_block                = "0.0.0.0/0"
            vpc_peering_connection_id = aws_vpc_peering_connection.tools.id
          }
        }`,
      'all of the other VPC': `
        resource "aws_vpc" "shop" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_vpc" "tools" {
          cidr_block = "10.1.0.0/16"
        }
        resource "aws_vpc_peering_connection" "tools" {
          vpc_id      = aws_vpc.shop.id
          peer_vpc_id = aws_vpc.tools.id
        }
        resource "aws_route_table" "tools" {
          vpc_id = aws_vpc.tools.id
        }
        resource "aws_route" "shop" {
          route_table_id            = aws_route_table.tools.id
          destination_cidr_block    = aws_vpc.shop.cidr_block
          vpc_peering_connection_id = aws_vpc_peering_connection.tools.id
        }`,
    },
    unknown: {
      'a VPC that is not in the input': `
        resource "aws_vpc" "shop" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_vpc_peering_connection" "tools" {
          vpc_id      = aws_vpc.shop.id
          peer_vpc_id = "vpc-0123456789abcdef0"
        }
        resource "aws_route_table" "shop" {
          vpc_id = aws_vpc.shop.id
        }
        resource "aws_route" "tools" {
          route_table_id            = aws_route_table.shop.id
          destination_cidr_block    = "10.1.4.0/24"
          vpc_peering_connection_id = aws_vpc_peering_connection.tools.id
        }`,
    },
  },
});
