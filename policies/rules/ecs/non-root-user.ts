import { defineRule } from '../../../review/engine/rule';
import { Attribute } from '../../../review/engine/attribute';
import { all } from '../../../review/engine/verdict';
import { eachContainer, isWindows } from './containers';

const root = /^(root|0)(:|$)/;

export const nonRootUser = defineRule({
  id: 'ecs/non-root-user',
  aliases: ['ECS-12'],
  replaces: ['ecs/read-only-non-root'],
  title: 'ECS containers should not run as root',
  severity: 'medium',
  why: 'A process that escapes from a container as root is root on the host.',
  fix: 'Set user: "1000" for each container.',
  resources: ['aws_ecs_task_definition'],
  check: (task) => {
    if (isWindows(task)) return [];
    return all(
      eachContainer(task, 'containers that are known', ({ path, values }) => [
        new Attribute(`${path}.user`, values.user).says(
          'a user other than root',
          (user = '') => user !== '' && !root.test(user),
        ),
      ]),
    );
  },
  examples: {
    good: {
      'a user': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", user = "1000:1000" }])
        }`,
    },
    bad: {
      'the default': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = "web:1" }])
        }`,
      'root, by its number': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", user = "1000" }, { name = "agent", user = "0:0" }])
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "user" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", user = var.user }])
        }`,
    },
  },
});
