import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isAbsent } from '../../../review/model/value';

export const capacityProviderDrains = defineRule({
  id: 'ecs/capacity-provider-drains',
  aliases: [],
  title: 'ECS capacity providers should drain instances before they end',
  severity: 'medium',
  why: 'Scaling in, a new image and the age of an instance end it with its tasks. Managed termination protection stops the first of the three alone.',
  fix: 'Set managed_draining = "ENABLED", which is the default of a new capacity provider.',
  resources: ['aws_ecs_capacity_provider'],
  check: (provider) => {
    // Managed Instances, which ECS itself drains.
    if (isAbsent(provider.at('auto_scaling_group_provider'))) return [];
    return attribute(provider, 'auto_scaling_group_provider.managed_draining', { default: 'ENABLED' }).is('ENABLED');
  },
  examples: {
    good: {
      'drains by default': `
        resource "aws_autoscaling_group" "general" {}
        resource "aws_ecs_capacity_provider" "general" {
          name = "general"
          auto_scaling_group_provider {
            auto_scaling_group_arn = aws_autoscaling_group.general.arn
          }
        }`,
    },
    bad: {
      'protected from scaling in, and not drained': `
        resource "aws_autoscaling_group" "general" {}
        resource "aws_ecs_capacity_provider" "general" {
          name = "general"
          auto_scaling_group_provider {
            auto_scaling_group_arn         = aws_autoscaling_group.general.arn
            managed_draining               = "DISABLED"
            managed_termination_protection = "ENABLED"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "draining" {}
        resource "aws_autoscaling_group" "general" {}
        resource "aws_ecs_capacity_provider" "general" {
          name = "general"
          auto_scaling_group_provider {
            auto_scaling_group_arn = aws_autoscaling_group.general.arn
            managed_draining       = var.draining
          }
        }`,
    },
  },
});
