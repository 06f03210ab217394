import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { balancers, ofKinds } from './balancers';

export const desyncMitigation = defineRule({
  id: 'elb/desync-mitigation',
  aliases: ['ELB-06'],
  title: 'Application Load Balancers should use defensive or strictest desync mitigation mode',
  severity: 'medium',
  why: 'With HTTP desync, the load balancer and the application split a request differently, and an attacker gets the request of another user, including cookies.',
  fix: 'Set desync_mitigation_mode to "defensive" or "strictest".',
  resources: balancers,
  check: (balancer) =>
    ofKinds(balancer, ['application'], () =>
      attribute(balancer, 'desync_mitigation_mode', { default: 'defensive' }).isOneOf(['defensive', 'strictest']),
    ),
  examples: {
    good: {
      'not set, which defaults to defensive, and strictest': `
        resource "aws_lb" "web" {}
        resource "aws_lb" "api" {
          desync_mitigation_mode = "strictest"
        }`,
    },
    bad: {
      'monitor mode': `
        resource "aws_lb" "web" {
          desync_mitigation_mode = "monitor"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "mode" {}
        resource "aws_lb" "web" {
          desync_mitigation_mode = var.mode
        }`,
    },
  },
});
