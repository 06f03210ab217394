import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const capacityProviderStrategy = defineRule({
  id: 'ecs/capacity-provider-strategy',
  aliases: [],
  title: 'ECS services should use a capacity provider strategy',
  severity: 'low',
  why: 'AWS replaces a service with launch_type when it gets a capacity provider strategy: a later share of Fargate Spot stops every task at once.',
  fix: 'Remove launch_type and set capacity_provider_strategy { capacity_provider = "FARGATE", weight = 1 }. This replaces the service once.',
  resources: ['aws_ecs_service'],
  check: (service) => {
    // They run where somebody installed the agent: there is no capacity to choose.
    const type = attribute(service, 'launch_type');
    return type.is('EXTERNAL').status === 'pass' ? [] : type.isAbsent('no launch_type');
  },
  examples: {
    good: {
      'a strategy': `
        resource "aws_ecs_service" "web" {
          capacity_provider_strategy {
            capacity_provider = "FARGATE"
            weight            = 1
          }
        }`,
      "the cluster's default": `
        resource "aws_ecs_service" "web" {
          name = "web"
        }`,
    },
    bad: {
      'a launch type': `
        resource "aws_ecs_service" "web" {
          launch_type = "FARGATE"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "type" {}
        resource "aws_ecs_service" "web" {
          launch_type = var.type
        }`,
    },
  },
});
