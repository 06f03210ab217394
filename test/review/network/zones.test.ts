import { graphOfHcl } from '../../../review/model/load';
import { cidrsOfVpc } from '../../../review/network/vpcs';
import { zonesOf } from '../../../review/network/zones';

test('the zones of subnets are told, and that one is not in the input', async () => {
  const graph = await graphOfHcl(`
    resource "aws_subnet" "a" {
      availability_zone = "eu-west-1a"
    }
    resource "aws_subnet" "b" {
      availability_zone_id = "euw1-az2"
    }
    resource "aws_lb" "web" {
      subnets = [aws_subnet.a.id, aws_subnet.b.id, null]
    }
    resource "aws_lb" "other" {
      subnets = [aws_subnet.a.id, "subnet-0123456789abcdef0"]
    }`);
  const [web, other] = graph.all('aws_lb').map((balancer) => zonesOf(graph, balancer.at('subnets')));
  expect([...web!.zones]).toEqual(['eu-west-1a', 'euw1-az2']);
  expect(web!.unknown).toBeUndefined();
  expect([...other!.zones]).toEqual(['eu-west-1a']);
  expect(other!.unknown?.because).toBe('the zone of a subnet is not in the input');
});

test('the addresses of a VPC are its own and those associated later', async () => {
  const graph = await graphOfHcl(`
    variable "more" {}
    resource "aws_vpc" "one" {
      cidr_block = "10.0.0.0/16"
    }
    resource "aws_vpc_ipv4_cidr_block_association" "one" {
      vpc_id     = aws_vpc.one.id
      cidr_block = "10.9.0.0/16"
    }
    resource "aws_vpc" "other" {
      cidr_block = var.more
    }`);
  const [one, other] = graph.all('aws_vpc').map((vpc) => cidrsOfVpc(graph, vpc));
  expect(one!.cidrs.map(({ text }) => text)).toEqual(['10.0.0.0/16', '10.9.0.0/16']);
  expect(one!.unknown).toBeUndefined();
  expect(other).toMatchObject({ cidrs: [], unknown: { because: 'var.more has no value' } });
});
