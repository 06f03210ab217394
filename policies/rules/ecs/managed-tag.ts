import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent, Unknown } from '../../../review/model/value';

const name = 'AmazonECSManaged';
const arn = 'auto_scaling_group_provider.auto_scaling_group_arn';
const expected = `a group with the tag ${name}, which its instances have too`;

export const managedTag = defineRule({
  id: 'ecs/managed-tag',
  aliases: [],
  title: `Auto Scaling groups of ECS capacity providers should declare the tag ${name}`,
  severity: 'low',
  why: `ECS adds the tag ${name} to the group. If it is not declared, the next apply removes it; instances that were launched without it are not counted right by the managed scaling.`,
  fix: `Add tag { key = "${name}", value = true, propagate_at_launch = true } to the aws_autoscaling_group.`,
  resources: ['aws_ecs_capacity_provider'],
  check: (provider, { graph }) => {
    if (isAbsent(provider.at('auto_scaling_group_provider'))) return [];
    const group = graph.resolveFor(provider, provider.at(arn), 'aws_autoscaling_group');
    if (group instanceof Unknown) return notKnown(arn, expected, group);
    if (group?.mode !== 'managed') return notKnown(arn, expected, 'the Auto Scaling group is not in the input');
    const tags = group.blocks('tag');
    if (tags instanceof Unknown) return notKnown(arn, expected, tags);
    const own = tags.find(({ key }) => key === name);
    const unknown = (own ? [own.propagate_at_launch] : tags.map(({ key }) => key)).find(
      (one) => one instanceof Unknown,
    );
    if (unknown instanceof Unknown) return notKnown(arn, expected, unknown);
    if (!own) return failing(arn, expected, `${String(group)}, without it`);
    return String(own.propagate_at_launch) === 'true' ? pass : failing(arn, expected, `${String(group)}, alone`);
  },
  examples: {
    good: {
      'a tag that instances get': `
        resource "aws_autoscaling_group" "general" {
          tag {
            key                 = "AmazonECSManaged"
            value               = "true"
            propagate_at_launch = true
          }
        }
        resource "aws_ecs_capacity_provider" "general" {
          name = "general"
          auto_scaling_group_provider {
            auto_scaling_group_arn = aws_autoscaling_group.general.arn
          }
        }`,
    },
    bad: {
      'another tag alone': `
        resource "aws_autoscaling_group" "general" {
          tag {
            key                 = "Name"
            value               = "general"
            propagate_at_launch = true
          }
        }
        resource "aws_ecs_capacity_provider" "general" {
          name = "general"
          auto_scaling_group_provider {
            auto_scaling_group_arn = aws_autoscaling_group.general.arn
          }
        }`,
      'a tag that instances do not get': `
        resource "aws_autoscaling_group" "general" {
          tag {
            key                 = "AmazonECSManaged"
            value               = "true"
            propagate_at_launch = false
          }
        }
        resource "aws_ecs_capacity_provider" "general" {
          name = "general"
          auto_scaling_group_provider {
            auto_scaling_group_arn = aws_autoscaling_group.general.arn
          }
        }`,
    },
    unknown: {
      'a tag by a variable without a value': `
        variable "key" {}
        resource "aws_autoscaling_group" "general" {
          tag {
            key                 = var.key
            value               = "true"
            propagate_at_launch = true
          }
        }
        resource "aws_ecs_capacity_provider" "general" {
          name = "general"
          auto_scaling_group_provider {
            auto_scaling_group_arn = aws_autoscaling_group.general.arn
          }
        }`,
      'a group that is not in the input': `
        resource "aws_ecs_capacity_provider" "general" {
          name = "general"
          auto_scaling_group_provider {
            auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1234:autoScalingGroupName/general"
          }
        }`,
    },
  },
});
