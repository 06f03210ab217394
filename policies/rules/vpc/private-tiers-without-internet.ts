import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { routesWrittenIn, type Route } from '../../../review/network/routes';
import { canonicalTable, tableOfRoute } from '../../../review/network/tables';
import { subnetsOfTable } from '../../../review/network/subnets';
import { declaredTier, isToInternet, sendsWorld } from '../../../review/network/tiers';

const expected = 'no route from a private or data subnet to an internet gateway';

function judge(graph: Graph, route: Route): readonly Verdict[] {
  const { via, destinations, path, resource } = route;
  const isWorld = sendsWorld([route], 4) || sendsWorld([route], 6);
  const isDoubtful = via instanceof Unknown || destinations.some(({ kind }) => kind === 'unknown');
  if (!isToInternet(route) && !(via instanceof Unknown)) return [];
  if (!isWorld && !isDoubtful) return [];
  const table = tableOfRoute(graph, resource);
  if (table instanceof Unknown) return [notKnown('route_table_id', expected, table)];
  const privateSubnets = table
    ? subnetsOfTable(graph, canonicalTable(graph, table)).filter(
        (subnet) => (declaredTier(subnet) ?? 'public') !== 'public',
      )
    : [];
  if (privateSubnets.length === 0)
    return doubtOf(graph, table).map((doubt) => notKnown(path || undefined, expected, doubt));
  if (isDoubtful) return [notKnown(path || undefined, expected, unknownOf(route))];
  const names = privateSubnets.map((subnet) => subnet.constructPath ?? subnet.address);
  return [failing(path || undefined, expected, `one for ${names.slice(0, 3).join(', ')}`)];
}

/** An association of an unknown subnet may use the route table. */
function doubtOf(graph: Graph, table: Resource | undefined): readonly Unknown[] {
  if (!table) return [];
  const { found, unknown } = graph.children(table, 'aws_route_table_association', 'route_table_id');
  const subnets = found.map((association) => association.at('subnet_id'));
  const vpc = graph.resolveFor(table, table.at('default_route_table_id'), 'aws_vpc');
  return [unknown, vpc, ...subnets].filter((value): value is Unknown => value instanceof Unknown).slice(0, 1);
}

function unknownOf({ via, destinations }: Route): Unknown {
  if (via instanceof Unknown) return via;
  const doubt = destinations.find(({ kind }) => kind === 'unknown');
  return doubt?.kind === 'unknown' ? doubt.unknown : new Unknown('its destination');
}

export const privateTiersWithoutInternet = defineRule({
  id: 'vpc/private-tiers-without-internet',
  aliases: ['NET-07'],
  title: 'Private and data subnets should not have a route to an internet gateway',
  severity: 'high',
  why: 'A subnet with such a route is public, whatever its name. Any host in it that gets a public address is on the internet, including databases.',
  fix: 'Route 0.0.0.0/0 of the private tier to a NAT gateway and ::/0 to an egress-only internet gateway. Give the data tier no such route.',
  resources: ['aws_route', 'aws_route_table', 'aws_default_route_table'],
  check: (resource, { graph }) => all(routesWrittenIn(graph, resource).flatMap((route) => judge(graph, route))),
  examples: {
    good: {
      'public to the internet, private to a NAT gateway': `
        resource "aws_internet_gateway" "main" {}
        resource "aws_nat_gateway" "main" {}
        resource "aws_subnet" "public" {}
        resource "aws_subnet" "private" {}
        resource "aws_route_table" "public" {
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_route_table" "private" {}
        resource "aws_route" "nat" {
          route_table_id         = aws_route_table.private.id
          destination_cidr_block = "0.0.0.0/0"
          nat_gateway_id         = aws_nat_gateway.main.id
        }
        resource "aws_route_table_association" "public" {
          subnet_id      = aws_subnet.public.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_route_table_association" "private" {
          subnet_id      = aws_subnet.private.id
          route_table_id = aws_route_table.private.id
        }`,
    },
    bad: {
      'a private subnet with a route to the internet': `
        resource "aws_internet_gateway" "main" {}
        resource "aws_subnet" "private" {}
        resource "aws_route_table" "main" {}
        resource "aws_route" "out" {
          route_table_id         = aws_route_table.main.id
          destination_cidr_block = "0.0.0.0/0"
          gateway_id             = aws_internet_gateway.main.id
        }
        resource "aws_route_table_association" "private" {
          subnet_id      = aws_subnet.private.id
          route_table_id = aws_route_table.main.id
        }`,
      'a data subnet, by the main table of its VPC and in IPv6': `
        resource "aws_vpc" "main" {}
        resource "aws_internet_gateway" "main" {}
        resource "aws_subnet" "a" {
          vpc_id = aws_vpc.main.id
          tags   = { tier = "data" }
        }
        resource "aws_default_route_table" "main" {
          default_route_table_id = aws_vpc.main.default_route_table_id
          route {
            ipv6_cidr_block = "::/0"
            gateway_id      = aws_internet_gateway.main.id
          }
        }`,
    },
    unknown: {
      'a gateway of a variable without a value': `
        variable "gateway" {}
        resource "aws_subnet" "private" {}
        resource "aws_route_table" "main" {
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = var.gateway
          }
        }
        resource "aws_route_table_association" "private" {
          subnet_id      = aws_subnet.private.id
          route_table_id = aws_route_table.main.id
        }`,
    },
  },
});
