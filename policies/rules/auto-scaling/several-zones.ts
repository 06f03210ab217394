import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent } from '../../../review/model/value';
import { zonesOf } from '../../../review/network/zones';

export const severalZones = defineRule({
  id: 'auto-scaling/several-zones',
  aliases: ['ASG-02'],
  title: 'Auto Scaling groups should span multiple Availability Zones',
  severity: 'medium',
  why: 'A group in one Availability Zone cannot launch instances elsewhere when that zone fails.',
  fix: 'List subnets of at least two Availability Zones in vpc_zone_identifier.',
  resources: ['aws_autoscaling_group'],
  optOuts: ['several_zones'],
  check: (group, { graph }) => {
    const expected = 'subnets in at least two Availability Zones';
    const subnets = group.at('vpc_zone_identifier');
    if (isAbsent(subnets)) {
      return attribute(group, 'availability_zones').satisfies(
        'at least two Availability Zones',
        (zones) => new Set([zones].flat()).size > 1,
      );
    }
    const { zones, unknown } = zonesOf(graph, subnets);
    if (zones.size > 1) return pass;
    if (unknown) return notKnown('vpc_zone_identifier', expected, unknown);
    return failing('vpc_zone_identifier', expected, [...zones].join() || 'none');
  },
  examples: {
    good: {
      'two zones': `
        resource "aws_subnet" "a" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_subnet" "b" {
          availability_zone = "eu-west-1b"
        }
        resource "aws_autoscaling_group" "web" {
          vpc_zone_identifier = [aws_subnet.a.id, aws_subnet.b.id]
        }`,
    },
    bad: {
      'two subnets of one zone': `
        resource "aws_subnet" "a" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_subnet" "b" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_autoscaling_group" "web" {
          vpc_zone_identifier = [aws_subnet.a.id, aws_subnet.b.id]
        }`,
      'one zone by name': `
        resource "aws_autoscaling_group" "web" {
          availability_zones = ["eu-west-1a"]
        }`,
    },
    unknown: {
      'subnets that are not in the input': `
        resource "aws_autoscaling_group" "web" {
          vpc_zone_identifier = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
        }`,
    },
  },
});
