import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { worst } from '../../../review/engine/verdict';
import { textOfValue } from '../support/text';

export const healthCheck = defineRule({
  id: 'elb/health-check',
  aliases: ['ELB-10'],
  replaces: ['elb/targets'],
  title: 'Target groups should define a health check',
  severity: 'low',
  why: 'The default check requests "/" and accepts any 200. It keeps sending traffic to an application that runs but does not work.',
  fix: 'Add a health_check with a path that shows whether the application works.',
  resources: ['aws_lb_target_group', 'aws_alb_target_group'],
  check: (group) => {
    if (textOfValue(group.at('target_type')) === 'lambda') return [];
    return worst([
      attribute(group, 'health_check').isPresent('a health check'),
      attribute(group, 'health_check.enabled', { default: true }).is(true),
    ]);
  },
  examples: {
    good: {
      'a path': `
        resource "aws_lb_target_group" "app" {
          protocol = "HTTP"
          health_check {
            path = "/health"
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_lb_target_group" "app" {
          protocol = "HTTP"
        }`,
      disabled: `
        resource "aws_lb_target_group" "app" {
          health_check {
            enabled = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "check" {}
        resource "aws_lb_target_group" "app" {
          health_check {
            enabled = var.check
          }
        }`,
    },
  },
});
