import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { balancers, ofKinds } from './balancers';

export const desyncMitigation = defineRule({
  id: 'elb/desync-mitigation',
  aliases: ['ELB-06'],
  title: 'Application load balancers refuse ambiguous requests',
  severity: 'medium',
  why: 'A request that two servers divide differently (HTTP desync) hands the next user’s request, cookies included, to an attacker.',
  fix: 'Set desync_mitigation_mode to "defensive" or "strictest".',
  resources: balancers,
  check: (balancer) =>
    ofKinds(balancer, ['application'], () =>
      attribute(balancer, 'desync_mitigation_mode', { default: 'defensive' }).isOneOf(['defensive', 'strictest']),
    ),
  examples: {
    good: {
      'not said, which is defensive, and stricter': `
        resource "aws_lb" "web" {}
        resource "aws_lb" "api" {
          desync_mitigation_mode = "strictest"
        }`,
    },
    bad: {
      'watched only': `
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
