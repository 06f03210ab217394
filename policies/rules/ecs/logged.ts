import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { step } from '../../../review/model/value';
import { eachContainer } from './containers';

export const logged = defineRule({
  id: 'ecs/logged',
  aliases: ['ECS-05'],
  title: 'ECS containers should have a log configuration',
  severity: 'medium',
  why: 'The output of a container is lost when its task stops. Errors and intrusions in a container without logs leave no record.',
  fix: 'Add logConfiguration with a logDriver such as awslogs to each container.',
  resources: ['aws_ecs_task_definition'],
  check: (task) =>
    all(
      eachContainer(task, 'a log driver for each container', ({ path, values }) => [
        new Attribute(`${path}.logConfiguration.logDriver`, step(values.logConfiguration, 'logDriver')).satisfies(
          'a log driver',
          (driver) => typeof driver === 'string' && driver !== '' && driver !== 'none',
        ),
      ]),
    ),
  examples: {
    good: {
      each: `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([
            { name = "web", logConfiguration = { logDriver = "awslogs" } },
            { name = "agent", logConfiguration = { logDriver = "awsfirelens" } },
          ])
        }`,
    },
    bad: {
      'the second one without logs': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([
            { name = "web", logConfiguration = { logDriver = "awslogs" } },
            { name = "agent", logConfiguration = null },
          ])
        }`,
    },
    unknown: {
      'containers without a value': `
        variable "containers" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = var.containers
        }`,
    },
  },
});
