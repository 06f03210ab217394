import { defineRule } from '../../../review/engine/rule';
import { fail, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';

export const taskRole = defineRule({
  id: 'ecs/task-role',
  aliases: ['ECS-08'],
  title: 'ECS tasks should not use the execution role as their task role',
  severity: 'medium',
  why: 'The execution role can read the secrets and images of the task for the ECS agent. An application with the same role can read all of them too.',
  fix: 'Set task_role_arn to another role than execution_role_arn.',
  resources: ['aws_ecs_task_definition'],
  check: (task, { graph }) => {
    const [path, expected] = ['task_role_arn', 'another role than the execution role'];
    const [own, other] = [task.at(path), task.at('execution_role_arn')];
    if (own === undefined || other === undefined) return pass;
    const [role, execution] = [own, other].map(
      (value) => graph.resolveFor(task, value, 'aws_iam_role') ?? textOfValue(value),
    );
    for (const one of [role, execution]) if (one instanceof Unknown) return notKnown(path, expected, one);
    return role === execution ? fail(path, expected, own) : pass;
  },
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
    },
    unknown: {
      'a role without a value': `
        variable "role" {}
        resource "aws_ecs_task_definition" "main" {
          task_role_arn      = var.role
          execution_role_arn = "arn:aws:iam::111122223333:role/execution"
        }`,
    },
  },
});
