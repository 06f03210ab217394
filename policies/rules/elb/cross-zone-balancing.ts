import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { balancers, ofKinds } from './balancers';

export const crossZoneBalancing = defineRule({
  id: 'elb/cross-zone-balancing',
  aliases: ['ELB-09/2'],
  replaces: ['elb/zones'],
  title: 'Network and Gateway Load Balancers should have cross-zone load balancing enabled',
  severity: 'low',
  why: 'Without cross-zone load balancing, clients of a zone are sent to the targets of that zone, however few they are. Application Load Balancers always have it.',
  fix: 'Set enable_cross_zone_load_balancing = true.',
  resources: balancers,
  check: (balancer) =>
    all(
      ofKinds(balancer, ['network', 'gateway'], () =>
        attribute(balancer, 'enable_cross_zone_load_balancing', { default: false }).is(true),
      ),
    ),
  examples: {
    good: {
      'switched on, and an Application Load Balancer': `
        resource "aws_lb" "tcp" {
          load_balancer_type               = "network"
          enable_cross_zone_load_balancing = true
        }
        resource "aws_lb" "web" {}`,
    },
    bad: {
      'the default of a network load balancer': `
        resource "aws_lb" "tcp" {
          load_balancer_type = "network"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "cross" {}
        resource "aws_lb" "tcp" {
          load_balancer_type               = "network"
          enable_cross_zone_load_balancing = var.cross
        }`,
    },
  },
});
