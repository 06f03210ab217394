import { defineRule } from '../../../review/engine/rule';
import { Attribute } from '../../../review/engine/attribute';
import { all } from '../../../review/engine/verdict';
import { eachContainer, isWindows } from './containers';

export const readOnlyFilesystem = defineRule({
  id: 'ecs/read-only-filesystem',
  aliases: ['ECS-03'],
  replaces: ['ecs/read-only-non-root'],
  title: 'ECS containers should have a read-only root filesystem',
  severity: 'medium',
  why: 'An attacker who gets into a container with a writable filesystem can install tools in it.',
  fix: 'Set readonlyRootFilesystem: true for each container, and mount volumes for the data that it writes.',
  resources: ['aws_ecs_task_definition'],
  check: (task) => {
    if (isWindows(task)) return [];
    return all(
      eachContainer(task, 'containers that are known', ({ path, values }) => [
        new Attribute(`${path}.readonlyRootFilesystem`, values.readonlyRootFilesystem ?? false).is(true),
      ]),
    );
  },
  examples: {
    good: {
      'read-only': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = true }])
        }`,
    },
    bad: {
      'the default': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = "web:1" }])
        }`,
      'the second container': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = true }, { name = "agent" }])
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "readonly" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = var.readonly }])
        }`,
    },
  },
});
