import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isCritical } from '../support/criticality';
import { balancers } from './balancers';

export const deletionProtection = defineRule({
  id: 'elb/deletion-protection',
  aliases: ['ELB-05'],
  title: 'Load balancers of a critical environment should have deletion protection enabled',
  severity: 'low',
  why: 'The DNS name of a load balancer is deleted with it. Clients and records that use the name do not find a new load balancer.',
  fix: 'Set enable_deletion_protection = true.',
  resources: balancers,
  optOuts: ['deletion_protection', 'deletionProtection'],
  check: (balancer, context) =>
    isCritical(context) ? attribute(balancer, 'enable_deletion_protection', { default: false }).is(true) : [],
  examples: {
    good: {
      protected: `
        resource "aws_lb" "web" {
          enable_deletion_protection = true
        }`,
    },
    bad: {
      'not set, which defaults to false': `
        resource "aws_lb" "web" {}`,
    },
    unknown: {
      'a variable without a value': `
        variable "protected" {}
        resource "aws_lb" "web" {
          enable_deletion_protection = var.protected
        }`,
    },
  },
});
