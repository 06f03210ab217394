import { defineRule } from '../../../review/engine/rule';
import { launchAttribute } from './launched';

export const instanceProfile = defineRule({
  id: 'ec2/instance-profile',
  aliases: ['EC2-08'],
  title: 'Instances have a role',
  severity: 'medium',
  why: 'A host without a role that calls AWS has long-lived keys on its disk, which work from anywhere and do not end.',
  fix: 'Set iam_instance_profile to a profile whose role may do what the host does, Session Manager included.',
  resources: ['aws_instance'],
  check: (instance, { graph }) =>
    launchAttribute(graph, instance, 'iam_instance_profile').isPresent('an instance profile'),
  examples: {
    good: {
      'of its own, and by its launch template': `
        resource "aws_iam_instance_profile" "web" {}
        resource "aws_launch_template" "web" {
          iam_instance_profile {
            arn = aws_iam_instance_profile.web.arn
          }
        }
        resource "aws_instance" "web" {
          iam_instance_profile = aws_iam_instance_profile.web.name
        }
        resource "aws_instance" "app" {
          launch_template {
            id = aws_launch_template.web.id
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_instance" "web" {}`,
    },
    unknown: {
      'a variable without a value': `
        variable "profile" {}
        resource "aws_instance" "web" {
          iam_instance_profile = var.profile
        }`,
    },
  },
});
