import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

/** ECS developer guide, "Fargate platform versions": 1.4.0 is the latest for Linux, 1.0.0 for Windows. */
const patched = ['LATEST', '1.4.0'];

export const platformVersion = defineRule({
  id: 'ecs/platform-version',
  aliases: ['ECS-07'],
  title: 'ECS Fargate services should run the latest platform version',
  severity: 'low',
  why: 'An old platform version has a kernel and a container runtime with known vulnerabilities.',
  fix: 'Remove platform_version, or set it to "LATEST".',
  resources: ['aws_ecs_service', 'aws_ecs_task_set'],
  check: (service) => attribute(service, 'platform_version', { default: 'LATEST' }).isOneOf(patched),
  examples: {
    good: {
      'not set, which defaults to the latest': `
        resource "aws_ecs_service" "web" {
          launch_type = "FARGATE"
        }`,
      set: `
        resource "aws_ecs_service" "web" {
          launch_type      = "FARGATE"
          platform_version = "LATEST"
        }`,
    },
    bad: {
      'an old one': `
        resource "aws_ecs_service" "web" {
          launch_type      = "FARGATE"
          platform_version = "1.3.0"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "version" {}
        resource "aws_ecs_service" "web" {
          platform_version = var.version
        }`,
    },
  },
});
