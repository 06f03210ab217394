import { graphOfHcl, graphOfStacks } from '../../../review/model/load';
import { Unknown } from '../../../review/model/value';
import { declaredTier, tierOf } from '../../../review/network/tiers';

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
  ])('%s', async (_, hcl, expected) => {
    expect(await tier(hcl)).toBe(expected);
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

describe('routes of which the table is not known', () => {
  const out = 'cidr_block = "0.0.0.0/0"\n gateway_id = aws_internet_gateway.main.id';
  const toInternet = `destination_${out}`;

  test.each<[string, string, string]>([
    [
      'a default table of a VPC that is not known may be the one of this VPC',
      `variable "table" {}
      resource "aws_default_route_table" "main" {
        default_route_table_id = var.table
        route {
          ${out}
        }
      }`,
      'var.table has no value',
    ],
    [
      'so may one that only has an id',
      `resource "aws_default_route_table" "main" {
        default_route_table_id = "rtb-0a1b2c3d4e5f60718"
        route {
          ${out}
        }
      }`,
      'which VPC aws_default_route_table.main is in',
    ],
    [
      'a route of a table that only has an id',
      `resource "aws_route" "out" {
        route_table_id = "rtb-0a1b2c3d4e5f60718"
        ${toInternet}
      }`,
      'which route table aws_route.out is in',
    ],
    [
      'a route of a table that is looked up',
      `data "aws_route_table" "main" {
        vpc_id = aws_vpc.main.id
      }
      resource "aws_route" "out" {
        route_table_id = data.aws_route_table.main.id
        ${toInternet}
      }`,
      'which route table aws_route.out is in',
    ],
    [
      'the main table of a VPC that is not known',
      `variable "vpc" {}
      resource "aws_route_table" "open" {
        route {
          ${out}
        }
      }
      resource "aws_main_route_table_association" "main" {
        vpc_id         = var.vpc
        route_table_id = aws_route_table.open.id
      }`,
      'var.vpc has no value',
    ],
  ])('%s', async (_, hcl, because) => {
    expect(await tier(`${subnet}\n${hcl}`)).toBe(because);
  });

  test('a table of its own is not the one that AWS creates with a VPC', async () => {
    const table = `resource "aws_default_route_table" "other" {
      default_route_table_id = "rtb-0a1b2c3d4e5f60718"
      route {
        ${out}
      }
    }`;
    expect(await tier(`${subnet}${associated}\n${table}`)).toBe('isolated');
  });

  test('a VPC whose default table is here has no other', async () => {
    const tables = `resource "aws_default_route_table" "main" {
      default_route_table_id = aws_vpc.main.default_route_table_id
    }
    resource "aws_default_route_table" "other" {
      default_route_table_id = "rtb-0a1b2c3d4e5f60718"
      route {
        ${out}
      }
    }`;
    expect(await tier(`${subnet}\n${tables}`)).toBe('isolated');
  });

  test('another looked up is of its own VPC', async () => {
    const other = `resource "aws_vpc" "other" {}
      data "aws_route_table" "main" {
        vpc_id = aws_vpc.other.id
      }
      resource "aws_route" "out" {
        route_table_id = data.aws_route_table.main.id
        ${toInternet}
      }`;
    expect(await tier(`${subnet}\n${other}`)).toBe('isolated');
  });

  test('inline routes that are written as a reference', async () => {
    const table = `resource "aws_default_route_table" "main" {
      default_route_table_id = aws_vpc.main.default_route_table_id
      route                  = aws_ec2_transit_gateway.x.routes
    }
    resource "aws_ec2_transit_gateway" "x" {}`;
    expect(await tier(`${subnet}\n${table}`)).toBe('aws_ec2_transit_gateway.x.routes is known after apply');
  });
});
