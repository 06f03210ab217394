import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const noPublicAddress = defineRule({
  id: 'ecs/no-public-address',
  aliases: ['ECS-01'],
  title: 'ECS tasks should not have public IP addresses',
  severity: 'high',
  why: 'A task with a public address can be reached without passing the load balancer and its web ACL. One security group rule that is too wide exposes every port of the task.',
  fix: 'Set network_configuration.assign_public_ip = false, and run tasks in private subnets behind a load balancer.',
  resources: ['aws_ecs_service', 'aws_ecs_task_set'],
  check: (service) => attribute(service, 'network_configuration.assign_public_ip', { default: false }).is(false),
  examples: {
    good: {
      'not set, which defaults to none': `
        resource "aws_ecs_service" "web" {
          network_configuration {
            subnets = ["subnet-0a1b2c3d4e5f60718"]
          }
        }`,
      'no network configuration': `
        resource "aws_ecs_service" "web" {
          launch_type = "EC2"
        }`,
    },
    bad: {
      public: `
        resource "aws_ecs_service" "web" {
          network_configuration {
            subnets          = ["subnet-0a1b2c3d4e5f60718"]
            assign_public_ip = true
          }
        }`,
      'a task set': `
        resource "aws_ecs_task_set" "web" {
          network_configuration {
            subnets          = ["subnet-0a1b2c3d4e5f60718"]
            assign_public_ip = "true"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "public" {}
        resource "aws_ecs_service" "web" {
          network_configuration {
            subnets          = ["subnet-0a1b2c3d4e5f60718"]
            assign_public_ip = var.public
          }
        }`,
    },
  },
});
