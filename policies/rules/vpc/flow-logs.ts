import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, failing, notKnown } from '../../../review/engine/verdict';

const expected = 'an aws_flow_log of all or rejected traffic';

export const flowLogs = defineRule({
  id: 'vpc/flow-logs',
  aliases: ['NET-01'],
  title: 'VPC flow logging should be enabled in all VPCs',
  severity: 'medium',
  why: 'Without flow logs it is not possible to tell after an intrusion which hosts were contacted, what data left and whether it goes on.',
  fix: 'Add an aws_flow_log with vpc_id of the VPC and traffic_type = "ALL" or "REJECT".',
  resources: ['aws_vpc'],
  check: (vpc, { graph }) => {
    const { found, unknown } = graph.children(vpc, 'aws_flow_log', 'vpc_id');
    return any([
      ...found.map((log) => attribute(log, 'traffic_type').isOneOf(['ALL', 'REJECT'])),
      ...(unknown ? [notKnown(undefined, expected, unknown)] : []),
      ...(found.length === 0 ? [failing(undefined, expected, 'none in any stack')] : []),
    ]);
  },
  examples: {
    good: {
      'all traffic': `
        resource "aws_vpc" "main" {}
        resource "aws_flow_log" "main" {
          vpc_id       = aws_vpc.main.id
          traffic_type = "ALL"
        }`,
    },
    bad: {
      none: `
        resource "aws_vpc" "main" {}`,
      'of another VPC': `
        resource "aws_vpc" "main" {}
        resource "aws_vpc" "other" {}
        resource "aws_flow_log" "other" {
          vpc_id       = aws_vpc.other.id
          traffic_type = "ALL"
        }`,
      'of what is accepted only': `
        resource "aws_vpc" "main" {}
        resource "aws_flow_log" "main" {
          vpc_id       = aws_vpc.main.id
          traffic_type = "ACCEPT"
        }`,
    },
    unknown: {
      'a log of a VPC that a variable names': `
        variable "vpc" {}
        resource "aws_vpc" "main" {}
        resource "aws_flow_log" "main" {
          vpc_id       = var.vpc
          traffic_type = "ALL"
        }`,
    },
  },
});
