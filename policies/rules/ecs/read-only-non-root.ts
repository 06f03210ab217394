import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { eachContainer, isWindows } from './containers';

const root = /^(root|0)(:|$)/;

export const readOnlyNonRoot = defineRule({
  id: 'ecs/read-only-non-root',
  aliases: ['ECS-03'],
  title: 'ECS containers should run as a non-root user with a read-only root filesystem',
  severity: 'medium',
  why: 'An attacker who gets into a container as root with a writable filesystem can install tools in it. Without both, most attacks stop there.',
  fix: 'Set readonlyRootFilesystem: true and user: "1000" for each container, and mount volumes for the data it writes.',
  resources: ['aws_ecs_task_definition'],
  check: (task) => {
    if (isWindows(task)) return [];
    return all(
      eachContainer(task, 'non-root containers with a read-only root filesystem', ({ path, values }) => [
        new Attribute(`${path}.readonlyRootFilesystem`, values.readonlyRootFilesystem ?? false).is(true),
        new Attribute(`${path}.user`, values.user).says(
          'a non-root user',
          (user = '') => user !== '' && !root.test(user),
        ),
      ]),
    );
  },
  examples: {
    good: {
      both: `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([
            { name = "web", image = "web:1", readonlyRootFilesystem = true, user = "1000:1000" },
          ])
        }`,
    },
    bad: {
      'neither set': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = "web:1" }])
        }`,
      'the second container as root': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([
            { name = "web", readonlyRootFilesystem = true, user = "1000" },
            { name = "agent", readonlyRootFilesystem = true, user = "0:0" },
          ])
        }`,
      'a writable root filesystem': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = false, user = "web" }])
        }`,
    },
    unknown: {
      'a user without a value': `
        variable "user" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = true, user = var.user }])
        }`,
    },
  },
});
