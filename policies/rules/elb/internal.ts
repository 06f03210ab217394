import { defineRule } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import { isDeclaredPublic } from '../support/declared-public';
import { balancers, isInternal, ofKinds } from './balancers';

export const internal = defineRule({
  id: 'elb/internal',
  aliases: ['ELB-08'],
  title: 'Load balancers should be internal unless they are tagged as public',
  severity: 'high',
  why: 'internal = false is the default. A load balancer that was meant to be internal is on the internet as soon as its security group allows it.',
  fix: 'Set internal = true. If it serves customers on the internet, tag it exposure = "public".',
  resources: balancers,
  optOuts: ['internal'],
  check: (balancer) =>
    ofKinds(balancer, ['application', 'network'], () => (isDeclaredPublic(balancer) ? pass : isInternal(balancer))),
  examples: {
    good: {
      'internal, and public explicitly': `
        resource "aws_lb" "app" {
          internal = true
        }
        resource "aws_lb" "web" {
          tags = { exposure = "public" }
        }`,
    },
    bad: {
      'not set, which defaults to public': `
        resource "aws_lb" "app" {}`,
      'public, with another value of the tag': `
        resource "aws_lb" "app" {
          internal           = false
          load_balancer_type = "network"
          tags               = { exposure = "internal" }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "internal" {}
        resource "aws_lb" "app" {
          internal = var.internal
        }`,
    },
  },
});
