import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { step } from '../../../review/model/value';
import { eachContainer } from './containers';

export const logged = defineRule({
  id: 'ecs/logged',
  aliases: ['ECS-05'],
  title: 'Every container sends its logs somewhere',
  severity: 'medium',
  why: 'The logs of a container are gone with its task. A sidecar without a log is where nobody sees what went wrong, or who was there.',
  fix: 'Add logConfiguration with a logDriver, awslogs say, to each container.',
  resources: ['aws_ecs_task_definition'],
  check: (task) =>
    all(
      eachContainer(task, 'containers that are known', ({ path, values }) => [
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
      'the second one without': `
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
