import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { routesOfSubnet } from '../../../review/network/routes';
import { isPublicTier, isToInternet } from '../../../review/network/tiers';

/** IPv6 has no private addresses to choose. Behind an egress-only gateway nobody on the internet reaches them. */
function leavesOnly(graph: Graph, subnet: Resource): boolean {
  const found = routesOfSubnet(graph, subnet);
  if (found instanceof Unknown || found.unknown) return false;
  const { routes } = found;
  const isSure = !routes.some((route) => isToInternet(route) || route.via instanceof Unknown);
  return isSure && routes.some(({ via }) => via === 'egress-only-gateway');
}

export const noPublicAddressesByDefault = defineRule({
  id: 'vpc/no-public-addresses-by-default',
  aliases: ['NET-03'],
  title: 'Only subnets of the public tier should assign public IP addresses automatically',
  severity: 'medium',
  why: 'A host in such a subnet has a public address without asking for one. One route or one security group rule then exposes it to the internet.',
  fix: 'Set map_public_ip_on_launch = false and assign_ipv6_address_on_creation = false, route ::/0 to an egress-only internet gateway, or move what must be public to the public tier.',
  resources: ['aws_subnet'],
  check: (subnet, { graph }) => {
    const names = [
      'map_public_ip_on_launch',
      ...(leavesOnly(graph, subnet) ? [] : ['assign_ipv6_address_on_creation']),
    ];
    const verdicts = all(names.map((name) => attribute(subnet, name, { default: false }).is(false)));
    if (verdicts.every(({ status }) => status === 'pass')) return verdicts;
    const isPublic = isPublicTier(graph, subnet);
    if (isPublic instanceof Unknown) return notKnown(undefined, 'a public tier, or no public addresses', isPublic);
    return isPublic ? [] : verdicts;
  },
  examples: {
    good: {
      'a private subnet, and a public one that assigns addresses': `
        resource "aws_vpc" "main" {}
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_subnet" "b" {
          vpc_id                  = aws_vpc.main.id
          map_public_ip_on_launch = true
        }
        resource "aws_route_table_association" "b" {
          subnet_id      = aws_subnet.b.id
          route_table_id = aws_route_table.public.id
        }`,
      'IPv6 addresses in a private subnet that an egress-only gateway alone leads out of': `
        resource "aws_vpc" "main" {}
        resource "aws_egress_only_internet_gateway" "main" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "a" {
          vpc_id = aws_vpc.main.id
          route {
            ipv6_cidr_block        = "::/0"
            egress_only_gateway_id = aws_egress_only_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id                          = aws_vpc.main.id
          assign_ipv6_address_on_creation = true
          tags = { tier = "private" }
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.a.id
        }`,
    },
    bad: {
      'public IPv4 addresses in such a subnet': `
        resource "aws_vpc" "main" {}
        resource "aws_egress_only_internet_gateway" "main" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "a" {
          vpc_id = aws_vpc.main.id
          route {
            ipv6_cidr_block        = "::/0"
            egress_only_gateway_id = aws_egress_only_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id                          = aws_vpc.main.id
          map_public_ip_on_launch         = true
          tags = { tier = "private" }
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.a.id
        }`,
      'IPv6 addresses in a private subnet that has a route to an internet gateway too': `
        resource "aws_vpc" "main" {}
        resource "aws_egress_only_internet_gateway" "main" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "a" {
          vpc_id = aws_vpc.main.id
          route {
            ipv6_cidr_block        = "::/0"
            egress_only_gateway_id = aws_egress_only_internet_gateway.main.id
          }
          route {
            ipv6_cidr_block = "2001:db8::/32"
            gateway_id      = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id                          = aws_vpc.main.id
          assign_ipv6_address_on_creation = true
          tags = { tier = "private" }
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.a.id
        }`,
      'a subnet without a way to the internet': `
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "a" {
          vpc_id                  = aws_vpc.main.id
          map_public_ip_on_launch = "true"
        }`,
      'IPv6 addresses in a subnet that is tagged private, whatever its routes are': `
        resource "aws_subnet" "a" {
          assign_ipv6_address_on_creation = true
          tags = { tier = "private" }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "public" {}
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "a" {
          vpc_id                  = aws_vpc.main.id
          map_public_ip_on_launch = var.public
        }`,
      'a subnet of a VPC that is not in the input': `
        resource "aws_subnet" "a" {
          vpc_id                  = "vpc-0123456789abcdef0"
          map_public_ip_on_launch = true
        }`,
    },
  },
});
