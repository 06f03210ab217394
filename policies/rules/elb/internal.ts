import { defineRule } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import { isDeclaredPublic } from '../support/declared-public';
import { balancers, isInternal, ofKinds } from './balancers';

export const internal = defineRule({
  id: 'elb/internal',
  aliases: ['ELB-08'],
  title: 'A load balancer is internal, or says that it is public',
  severity: 'high',
  why: 'internal = false is the default: a load balancer meant for the inside is on the internet as soon as its security group lets the world in.',
  fix: 'Set internal = true; where customers come from the internet, say so with the tag exposure = "public".',
  resources: balancers,
  optOuts: ['internal'],
  check: (balancer) =>
    ofKinds(balancer, ['application', 'network'], () => (isDeclaredPublic(balancer) ? pass : isInternal(balancer))),
  examples: {
    good: {
      'internal, and public in so many words': `
        resource "aws_lb" "app" {
          internal = true
        }
        resource "aws_lb" "web" {
          tags = { exposure = "public" }
        }`,
    },
    bad: {
      'not said, which is public': `
        resource "aws_lb" "app" {}`,
      'public, with a tag that says otherwise': `
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
