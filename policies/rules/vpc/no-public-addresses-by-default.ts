import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { isPublicTier } from '../../../review/network/tiers';

export const noPublicAddressesByDefault = defineRule({
  id: 'vpc/no-public-addresses-by-default',
  aliases: ['NET-03'],
  title: 'Only subnets of the public tier should assign public IP addresses automatically',
  severity: 'medium',
  why: 'A host in such a subnet has a public address without asking for one. One route or one security group rule then exposes it to the internet.',
  fix: 'Set map_public_ip_on_launch = false and assign_ipv6_address_on_creation = false, or move what must be public to the public tier.',
  resources: ['aws_subnet'],
  check: (subnet, { graph }) => {
    const verdicts = all(
      ['map_public_ip_on_launch', 'assign_ipv6_address_on_creation'].map((name) =>
        attribute(subnet, name, { default: false }).is(false),
      ),
    );
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
    },
    bad: {
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
