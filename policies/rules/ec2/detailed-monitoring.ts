import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isAbsent, Unknown } from '../../../review/model/value';
import { isCritical } from '../support/criticality';
import { templateOf } from './launch-templates';

export const detailedMonitoring = defineRule({
  id: 'ec2/detailed-monitoring',
  aliases: ['EC2-09'],
  title: 'EC2 instances of a critical environment should have detailed monitoring enabled',
  severity: 'low',
  why: 'With basic monitoring, metrics arrive every five minutes, so an alarm may fire ten minutes after an outage began.',
  fix: 'Set monitoring = true.',
  resources: ['aws_instance'],
  check: (instance, context) => {
    if (!isCritical(context)) return [];
    const own = instance.at('monitoring');
    if (!isAbsent(own)) return new Attribute('monitoring', own).is(true);
    const template = templateOf(context.graph, instance);
    const inherited = template instanceof Unknown ? template : template?.at('monitoring.enabled');
    return new Attribute('monitoring', inherited ?? false).is(true);
  },
  examples: {
    good: {
      'on the instance, and by its launch template': `
        resource "aws_launch_template" "web" {
          monitoring {
            enabled = true
          }
        }
        resource "aws_instance" "web" {
          monitoring = true
        }
        resource "aws_instance" "app" {
          launch_template {
            id = aws_launch_template.web.id
          }
        }`,
    },
    bad: {
      'not set, which defaults to false': `
        resource "aws_instance" "web" {}`,
    },
    unknown: {
      'a variable without a value': `
        variable "monitoring" {}
        resource "aws_instance" "web" {
          monitoring = var.monitoring
        }`,
    },
  },
});
