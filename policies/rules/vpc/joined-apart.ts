import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { joinedOf } from './joined';

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
    const expected = 'addresses that no joined VPC has';
    const { clash, unknown } = joined;
    if (clash) return failing('cidr_block', expected, `"${clash.text}", which overlaps with ${clash.other.key}`);
    return unknown ? notKnown('cidr_block', expected, unknown) : pass;
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
