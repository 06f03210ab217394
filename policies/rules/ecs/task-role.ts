import { Attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, isAbsent, Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';

export const taskRole = defineRule({
  id: 'ecs/task-role',
  aliases: ['ECS-08'],
  title: 'ECS tasks should have their own task role and use TLS for EFS volumes',
  severity: 'medium',
  why: 'The execution role can read the secrets and images of the task for the ECS agent. An application with the same role can read all of them too. Without TLS, files cross the network in plaintext.',
  fix: 'Set task_role_arn to another role than execution_role_arn, and efs_volume_configuration.transit_encryption = "ENABLED".',
  resources: ['aws_ecs_task_definition'],
  check: (task, context) => all([hasOwnRole(task, context), ...encryptsFiles(task)]),
  examples: {
    good: {
      'two roles': `
        resource "aws_iam_role" "task" {
          name = "task"
        }
        resource "aws_iam_role" "execution" {
          name = "execution"
        }
        resource "aws_ecs_task_definition" "web" {
          task_role_arn      = aws_iam_role.task.arn
          execution_role_arn = aws_iam_role.execution.arn
          volume {
            name = "media"
            efs_volume_configuration {
              file_system_id     = "fs-0a1b2c3d"
              transit_encryption = "ENABLED"
            }
          }
        }`,
      'no task role, which has no permissions': `
        resource "aws_ecs_task_definition" "web" {
          execution_role_arn = "arn:aws:iam::111122223333:role/execution"
        }`,
    },
    bad: {
      'one role for both': `
        resource "aws_iam_role" "task" {
          name = "task"
        }
        resource "aws_ecs_task_definition" "web" {
          task_role_arn      = aws_iam_role.task.arn
          execution_role_arn = aws_iam_role.task.arn
        }`,
      'a file system without TLS, which is the default': `
        resource "aws_ecs_task_definition" "web" {
          volume {
            name = "scratch"
          }
          volume {
            name = "media"
            efs_volume_configuration {
              file_system_id = "fs-0a1b2c3d"
            }
          }
        }`,
    },
    unknown: {
      'a role without a value': `
        variable "role" {}
        resource "aws_ecs_task_definition" "web" {
          task_role_arn      = var.role
          execution_role_arn = "arn:aws:iam::111122223333:role/execution"
        }`,
    },
  },
});

function hasOwnRole(task: Resource, { graph }: Context): Verdict {
  const [path, expected] = ['task_role_arn', 'a role other than the execution role'];
  const [own, other] = [task.at(path), task.at('execution_role_arn')];
  if (own === undefined || other === undefined) return pass;
  const [role, execution] = [own, other].map(
    (value) => graph.resolveFor(task, value, 'aws_iam_role') ?? textOfValue(value),
  );
  for (const one of [role, execution]) if (one instanceof Unknown) return notKnown(path, expected, one);
  return role === execution ? fail(path, expected, own) : pass;
}

function encryptsFiles(task: Resource): Verdict[] {
  const volumes = task.blocks('volume');
  if (volumes instanceof Unknown) return [notKnown('volume', 'TLS to EFS', volumes)];
  return volumes.flatMap((volume) => {
    const path = `volume.${textOfValue(volume.name)}.efs_volume_configuration`;
    if (isAbsent(volume.efs_volume_configuration)) return [];
    const blocks = blocksOf(volume.efs_volume_configuration);
    if (blocks instanceof Unknown) return [notKnown(path, 'TLS to EFS', blocks)];
    return blocks.map(({ transit_encryption: tls }) =>
      new Attribute(`${path}.transit_encryption`, tls ?? 'DISABLED').is('ENABLED'),
    );
  });
}
