import { graphOfHcl, graphOfStacks } from '../../../policies/model/load';
import { Unknown } from '../../../policies/model/value';
import { declaredTier, tierOf } from '../../../policies/network/tiers';

const subnet = `
  resource "aws_vpc" "main" {}
  resource "aws_internet_gateway" "main" {}
  resource "aws_nat_gateway" "main" {}
  resource "aws_subnet" "one" {
    vpc_id = aws_vpc.main.id
  }`;
const associated = `
  resource "aws_route_table" "one" {}
  resource "aws_route_table_association" "one" {
    subnet_id      = aws_subnet.one.id
    route_table_id = aws_route_table.one.id
  }`;

async function tier(hcl: string) {
  const graph = await graphOfHcl(hcl);
  const found = tierOf(graph, graph.all('aws_subnet', 'data.aws_subnet')[0]!);
  return found instanceof Unknown ? found.because : found;
}

describe('the tier of a subnet by its routes', () => {
  test.each<[string, string, string]>([
    [
      'public: a route of its own to an internet gateway',
      `${subnet}${associated}
      resource "aws_route" "out" {
        route_table_id         = aws_route_table.one.id
        destination_cidr_block = "0.0.0.0/0"
        gateway_id             = aws_internet_gateway.main.id
      }`,
      'public',
    ],
    [
      'public: by the main table, which is the default one',
      `${subnet}
      resource "aws_default_route_table" "main" {
        default_route_table_id = aws_vpc.main.default_route_table_id
        route {
          cidr_block = "0.0.0.0/0"
          gateway_id = aws_internet_gateway.main.id
        }
      }`,
      'public',
    ],
    [
      'public: by a route in the main table of the VPC',
      `${subnet}
      resource "aws_route" "out" {
        route_table_id              = aws_vpc.main.main_route_table_id
        destination_ipv6_cidr_block = "::/0"
        gateway_id                  = "igw-0abc"
      }`,
      'public',
    ],
    [
      'public: by another table made the main one',
      `${subnet}
      resource "aws_route_table" "main" {
        route = [{ cidr_block = "0.0.0.0/0", gateway_id = aws_internet_gateway.main.id, nat_gateway_id = null }]
      }
      resource "aws_main_route_table_association" "main" {
        vpc_id         = aws_vpc.main.id
        route_table_id = aws_route_table.main.id
      }`,
      'public',
    ],
    [
      'private: a NAT gateway, beside an empty gateway_id',
      `${subnet}${associated}
      resource "aws_route" "out" {
        route_table_id         = aws_route_table.one.id
        destination_cidr_block = "0.0.0.0/0"
        gateway_id             = ""
        nat_gateway_id         = aws_nat_gateway.main.id
      }`,
      'private',
    ],
    ['isolated: a table without routes', `${subnet}${associated}`, 'isolated'],
    ['isolated: the main table, which nobody gave a route', subnet, 'isolated'],
    [
      'public: a subnet of the default VPC',
      'resource "aws_default_vpc" "main" {}\nresource "aws_subnet" "one" {\n vpc_id = aws_default_vpc.main.id\n}',
      'public',
    ],
    [
      'a subnet that is only looked up',
      'data "aws_subnet" "one" {}',
      'the routes of data.aws_subnet.one are not in the input',
    ],
    [
      'a subnet of a VPC made elsewhere',
      'resource "aws_subnet" "one" {\n vpc_id = "vpc-0abc"\n}',
      'the main route table of aws_subnet.one is not in the input',
    ],
    [
      'a gateway that a variable names',
      `${subnet}${associated}
      variable "gateway" {}
      resource "aws_route" "out" {
        route_table_id         = aws_route_table.one.id
        destination_cidr_block = "0.0.0.0/0"
        gateway_id             = var.gateway
      }`,
      'var.gateway has no value',
    ],
  ])('%s', async (_, hcl, wanted) => {
    expect(await tier(hcl)).toBe(wanted);
  });
});

describe('the tier that a subnet was meant for', () => {
  test.each([
    ['tags = { tier = "data", Name = "public-ish" }', 'data'],
    ['tags = { "example.com/tier" = "Private" }', 'private'],
    ['tags = { Name = "shop-public-a" }', 'public'],
    ['tags = { Name = "shop-a" }', undefined],
    ['tags = var.tags', undefined],
  ])('%s: %s', async (tags, declared) => {
    const graph = await graphOfHcl(`variable "tags" {}\nresource "aws_subnet" "one" {\n ${tags}\n}`);
    expect(declaredTier(graph.all('aws_subnet')[0]!)).toBe(declared);
  });

  test('comes from the construct path where no tag says it, and never from the stack’s name', async () => {
    const stack = (path: string) => ({
      name: 'data',
      file: 'cdk.tf.json',
      json: { resource: { aws_subnet: { one: { '//': { metadata: { path } } } } } },
    });
    const [one] = (await graphOfStacks([stack('data/network/private/eu-west-1a/subnet')])).all('aws_subnet');
    const [other] = (await graphOfStacks([stack('data/network/eu-west-1a/subnet')])).all('aws_subnet');
    expect([declaredTier(one!), declaredTier(other!)]).toEqual(['private', undefined]);
  });
});
