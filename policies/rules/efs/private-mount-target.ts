import { defineRule } from '../../../review/engine/rule';
import { noneIsPublic } from '../support/not-public-subnet';

export const privateMountTarget = defineRule({
  id: 'efs/private-mount-target',
  aliases: ['EFS-03'],
  title: 'EFS mount targets should not be in a public subnet',
  severity: 'high',
  why: 'NFS has no login. In a public subnet, one security group rule that is too wide lets a compromised neighbor mount all files.',
  fix: 'Set subnet_id to a subnet whose route table has no route to an internet gateway.',
  resources: ['aws_efs_mount_target'],
  check: (target, { graph }) => noneIsPublic(graph, 'subnet_id', target.at('subnet_id')),
  examples: {
    good: {
      'a subnet without a route to the internet': `
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "data" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_efs_mount_target" "media" {
          subnet_id = aws_subnet.data.id
        }`,
    },
    bad: {
      'a route to the internet gateway': `
        resource "aws_vpc" "main" {}
        resource "aws_internet_gateway" "main" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_subnet" "web" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_route_table" "web" {
          vpc_id = aws_vpc.main.id
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_route_table_association" "web" {
          subnet_id      = aws_subnet.web.id
          route_table_id = aws_route_table.web.id
        }
        resource "aws_efs_mount_target" "media" {
          subnet_id = aws_subnet.web.id
        }`,
    },
    unknown: {
      'a subnet that is not in the input': `
        resource "aws_efs_mount_target" "media" {
          subnet_id = "subnet-0a1b2c3d4e5f60718"
        }`,
    },
  },
});
