import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const execLogged = defineRule({
  id: 'ecs/exec-logged',
  aliases: ['ECS-10'],
  replaces: ['ecs/cluster-observed'],
  title: 'ECS Exec sessions should be logged',
  severity: 'low',
  why: 'ECS Exec is a shell in a container: without a log there is no record of what was done in it.',
  fix: 'Set configuration.execute_command_configuration { logging = "OVERRIDE" } with a log_configuration, or remove logging = "NONE".',
  resources: ['aws_ecs_cluster'],
  check: (cluster) =>
    attribute(cluster, 'configuration.execute_command_configuration.logging', { default: 'DEFAULT' }).isNot('NONE'),
  examples: {
    good: {
      'a log of its own': `
        resource "aws_ecs_cluster" "main" {
          configuration {
            execute_command_configuration {
              logging = "OVERRIDE"
            }
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_ecs_cluster" "main" {
          configuration {
            execute_command_configuration {
              logging = "NONE"
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logging" {}
        resource "aws_ecs_cluster" "main" {
          configuration {
            execute_command_configuration {
              logging = var.logging
            }
          }
        }`,
    },
  },
});
