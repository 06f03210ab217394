import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any } from '../../../review/engine/verdict';

export const launchTemplate = defineRule({
  id: 'auto-scaling/launch-template',
  aliases: ['ASG-01'],
  title: 'Auto Scaling groups should use a launch template',
  severity: 'low',
  why: 'Launch configurations have no versions and do not support newer EC2 features, and new accounts cannot create them.',
  fix: 'Replace launch_configuration with launch_template or mixed_instances_policy.',
  resources: ['aws_autoscaling_group'],
  check: (group) =>
    any(
      ['launch_template', 'mixed_instances_policy'].map((name) =>
        attribute(group, name).isPresent('a launch template'),
      ),
    ),
  examples: {
    good: {
      'a template, and a mix by a template': `
        resource "aws_launch_template" "web" {}
        resource "aws_autoscaling_group" "web" {
          launch_template {
            id = aws_launch_template.web.id
          }
        }
        resource "aws_autoscaling_group" "app" {
          mixed_instances_policy {
            launch_template {
              launch_template_specification {
                launch_template_id = aws_launch_template.web.id
              }
            }
          }
        }`,
    },
    bad: {
      'a launch configuration': `
        resource "aws_launch_configuration" "web" {}
        resource "aws_autoscaling_group" "web" {
          launch_configuration = aws_launch_configuration.web.name
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "template" {}
        resource "aws_autoscaling_group" "web" {
          launch_template = var.template
        }`,
    },
  },
});
