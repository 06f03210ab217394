import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { joinedOf } from './overlapping-vpcs';

export const noOverlappingCidrs = defineRule({
  id: 'vpc/no-overlapping-cidrs',
  aliases: ['NET-16', 'vpc/joined-apart'],
  title: 'Connected VPCs should not have overlapping CIDR blocks',
  severity: 'medium',
  why: 'An address that exists in two connected VPCs is reachable in only one of them. Traffic for one environment ends in another, or is dropped.',
  fix: 'Give each VPC a cidr_block that overlaps with no other. Changing it recreates the VPC.',
  resources: ['aws_vpc'],
  check: (vpc, { graph }) => {
    const joined = joinedOf(graph).get(vpc);
    if (!joined) return [];
    const expected = 'a CIDR block that overlaps with no connected VPC';
    const { clash, unknown } = joined;
    if (clash) return failing('cidr_block', expected, `"${clash.text}", which overlaps with ${clash.other.key}`);
    return unknown ? notKnown('cidr_block', expected, unknown) : pass;
  },
  examples: {
    good: {
      'peered, without overlap': `
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
