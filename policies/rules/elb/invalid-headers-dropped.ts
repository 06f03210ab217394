import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { balancers, ofKinds } from './balancers';

export const invalidHeadersDropped = defineRule({
  id: 'elb/invalid-headers-dropped',
  aliases: ['ELB-03'],
  title: 'Application load balancers drop headers that are no headers',
  severity: 'medium',
  why: 'A header that the load balancer and the application read differently smuggles a second request past what the first one was checked for.',
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
      'not said, which is no': `
        resource "aws_lb" "web" {
          load_balancer_type = "application"
        }`,
    },
    unknown: {
      'a load balancer of a kind that nobody knows': `
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
