import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, pass } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';

const expected = 'a VPC other than the default one';

export const noDefaultVpc = defineRule({
  id: 'vpc/no-default-vpc',
  aliases: ['NET-04'],
  title: 'Resources should not be in a default VPC or subnet',
  severity: 'high',
  why: 'Every subnet of the default VPC has a route to the internet and assigns public addresses, so what runs there is public by default.',
  fix: 'Create an aws_vpc with its own subnets, move the resources, and remove aws_default_vpc and aws_default_subnet.',
  resources: ['aws_default_vpc', 'aws_default_subnet', 'data.aws_vpc', 'aws_vpc', 'aws_subnet'],
  check: (network, { graph }) => {
    if (network.type.startsWith('aws_default_')) return failing(undefined, expected, 'the default one');
    if (network.mode === 'data') {
      const verdict = attribute(network, 'default', { default: false }).is(false);
      return verdict.status === 'pass' ? [] : verdict;
    }
    if (network.type === 'aws_vpc') return pass;
    const vpc = graph.resolveFor(network, network.at('vpc_id'), 'aws_vpc', 'aws_default_vpc');
    const isDefault = vpc instanceof Resource && vpc.type === 'aws_default_vpc';
    return isDefault ? failing('vpc_id', expected, 'the default one') : [];
  },
  examples: {
    good: {
      'a VPC other than the default one': `
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_subnet" "a" {
          vpc_id = aws_vpc.main.id
        }`,
    },
    bad: {
      'the default VPC': `
        resource "aws_default_vpc" "main" {}`,
      'a default subnet': `
        resource "aws_default_subnet" "a" {
          availability_zone = "eu-west-1a"
        }`,
      'the default VPC, looked up': `
        data "aws_vpc" "main" {
          default = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "default" {}
        data "aws_vpc" "main" {
          default = var.default
        }`,
    },
  },
});
