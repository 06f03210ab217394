import { defineRule } from '../../../review/engine/rule';
import { noneIsPublic } from '../support/not-public-subnet';

export const privateSubnets = defineRule({
  id: 'rds/private-subnets',
  aliases: ['RDS-17'],
  title: 'RDS DB subnet groups should contain only private subnets',
  severity: 'medium',
  why: 'In a subnet with a route to an internet gateway, only the argument publicly_accessible keeps the database off the internet. In a private subnet, no mistake in the database can expose it.',
  fix: 'List subnets in subnet_ids whose route tables have no route to an internet gateway.',
  resources: ['aws_db_subnet_group'],
  check: (group, { graph }) => noneIsPublic(graph, 'subnet_ids', group.at('subnet_ids')),
  examples: {
    good: {
      'subnets without a route to the internet': `
        resource "aws_vpc" "main" {}
        resource "aws_subnet" "data" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_route_table" "data" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_route_table_association" "data" {
          subnet_id      = aws_subnet.data.id
          route_table_id = aws_route_table.data.id
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.data.id]
        }`,
    },
    bad: {
      'one of two with a route to the internet gateway': `
        resource "aws_vpc" "main" {}
        resource "aws_internet_gateway" "main" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_subnet" "data" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_subnet" "web" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_route_table" "web" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_route" "out" {
          route_table_id         = aws_route_table.web.id
          destination_cidr_block = "0.0.0.0/0"
          gateway_id             = aws_internet_gateway.main.id
        }
        resource "aws_route_table_association" "web" {
          subnet_id      = aws_subnet.web.id
          route_table_id = aws_route_table.web.id
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.data.id, aws_subnet.web.id]
        }`,
      'by the main route table of the VPC': `
        resource "aws_vpc" "main" {}
        resource "aws_internet_gateway" "main" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_default_route_table" "main" {
          default_route_table_id = aws_vpc.main.default_route_table_id
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "data" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_db_subnet_group" "main" {
          subnet_ids = [aws_subnet.data.id]
        }`,
    },
    unknown: {
      'subnets that are not in the input': `
        resource "aws_db_subnet_group" "main" {
          subnet_ids = ["subnet-0a1b2c3d4e5f60718"]
        }`,
    },
  },
});
