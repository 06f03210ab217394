import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { balancers, ofKinds } from './balancers';

export const invalidHeadersDropped = defineRule({
  id: 'elb/invalid-headers-dropped',
  aliases: ['ELB-03'],
  title: 'Application Load Balancers should drop invalid HTTP headers',
  severity: 'medium',
  why: 'If the load balancer and the application read a header differently, an attacker can smuggle a second request past the checks of the first.',
  fix: 'Set drop_invalid_header_fields = true.',
  resources: balancers,
  check: (balancer) =>
    ofKinds(balancer, ['application'], () =>
      attribute(balancer, 'drop_invalid_header_fields', { default: false }).is(true),
    ),
  examples: {
    good: {
      dropped: `
        resource "aws_lb" "web" {
          drop_invalid_header_fields = true
        }`,
    },
    bad: {
      'not set, which defaults to false': `
        resource "aws_lb" "web" {
          load_balancer_type = "application"
        }`,
    },
    unknown: {
      'a load balancer of an unknown type': `
        variable "kind" {}
        resource "aws_lb" "web" {
          load_balancer_type = var.kind
        }`,
      'a variable without a value': `
        variable "drop" {}
        resource "aws_alb" "web" {
          drop_invalid_header_fields = var.drop
        }`,
    },
  },
});
