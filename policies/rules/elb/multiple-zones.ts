import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown, type Value } from '../../../review/model/value';
import { zonesOf } from '../../../review/network/zones';
import { balancers } from './balancers';

const expected = 'subnets in at least two Availability Zones';

function twoZones(graph: Graph, balancer: Resource): Verdict {
  const mappings = balancer.blocks('subnet_mapping');
  if (mappings instanceof Unknown) return notKnown('subnet_mapping', expected, mappings);
  const listed: readonly Value[] = [balancer.at('subnets') ?? []].flat();
  const subnets = [...listed, ...mappings.flatMap(({ subnet_id }) => (isAbsent(subnet_id) ? [] : [subnet_id]))];
  const { zones, unknown } = zonesOf(graph, subnets);
  if (zones.size > 1) return pass;
  const place = mappings.length > 0 ? 'subnet_mapping' : 'subnets';
  return unknown ? notKnown(place, expected, unknown) : failing(place, expected, [...zones].join() || 'none');
}

export const multipleZones = defineRule({
  id: 'elb/multiple-zones',
  aliases: ['ELB-09'],
  replaces: ['elb/zones'],
  title: 'Load balancers should span multiple Availability Zones',
  severity: 'low',
  why: 'A load balancer in one Availability Zone fails with it.',
  fix: 'Name subnets of at least two Availability Zones.',
  resources: balancers,
  check: (balancer, { graph }) => twoZones(graph, balancer),
  examples: {
    good: {
      'two zones': `
        resource "aws_subnet" "zone" {
          for_each          = toset(["eu-west-1a", "eu-west-1b"])
          availability_zone = each.value
        }
        resource "aws_lb" "web" {
          subnets = [aws_subnet.zone["eu-west-1a"].id, aws_subnet.zone["eu-west-1b"].id]
        }
        resource "aws_lb" "tcp" {
          load_balancer_type = "network"
          subnet_mapping {
            subnet_id = aws_subnet.zone["eu-west-1a"].id
          }
          subnet_mapping {
            subnet_id = aws_subnet.zone["eu-west-1b"].id
          }
        }`,
    },
    bad: {
      'one zone': `
        resource "aws_subnet" "a" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_lb" "web" {
          subnets = [aws_subnet.a.id]
        }`,
    },
    unknown: {
      'subnets of a variable without a value': `
        variable "subnets" {}
        resource "aws_lb" "web" {
          subnets = var.subnets
        }`,
    },
  },
});
