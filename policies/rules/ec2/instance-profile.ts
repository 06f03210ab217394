import { defineRule } from '../../../review/engine/rule';
import { launchAttribute } from './launch-templates';

export const instanceProfile = defineRule({
  id: 'ec2/instance-profile',
  aliases: ['EC2-08'],
  title: 'EC2 instances should have an instance profile',
  severity: 'medium',
  why: 'An instance without a role needs long-lived access keys on its disk to call AWS. Such keys work from anywhere and do not expire.',
  fix: 'Set iam_instance_profile to a profile whose role has the permissions that the instance needs, including Session Manager.',
  resources: ['aws_instance'],
  check: (instance, { graph }) =>
    launchAttribute(graph, instance, 'iam_instance_profile').isPresent('an instance profile'),
  examples: {
    good: {
      'on the instance, and by its launch template': `
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
