import { defineRule } from '../../../review/engine/rule';
import { all, notKnown, type Verdict } from '../../../review/engine/verdict';
import { blocksOf, Unknown } from '../../../review/model/value';
import { holdsNoSecret } from '../support/environment-variable';
import { eachContainer, type Container } from './containers';
import { textOfValue } from '../support/text';

export const noSecretInEnvironment = defineRule({
  id: 'ecs/no-secret-in-environment',
  aliases: ['ECS-04'],
  title: 'ECS task definitions should not contain secrets in environment variables',
  severity: 'critical',
  why: 'Every revision of a task definition is kept, and anyone with ecs:DescribeTaskDefinition, such as the ReadOnlyAccess policy, can read it.',
  fix: 'Store the secret in Secrets Manager and reference it under secrets with valueFrom. Rotate it, because it is exposed.',
  resources: ['aws_ecs_task_definition'],
  check: (task) => all(eachContainer(task, 'containers without secrets', ofContainer)),
  examples: {
    good: {
      'from Secrets Manager': `
        resource "aws_secretsmanager_secret" "database" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{
            name        = "web"
            environment = [{ name = "LOG_LEVEL", value = "info" }, { name = "TOKEN_TTL_SECONDS", value = "3600" }]
            secrets     = [{ name = "DB_PASSWORD", valueFrom = aws_secretsmanager_secret.database.arn }]
          }])
        }`,
    },
    bad: {
      'a literal, in the second container': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([
            { name = "web", environment = [] },
            { name = "agent", environment = [{ name = "DB_PASSWORD", value = "correct-horse" }] },
          ])
        }`,
      'by its shape, under a harmless name, in a literal': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = "[{\\"name\\":\\"web\\",\\"environment\\":[{\\"name\\":\\"LOGIN\\",\\"value\\":\\"AKIA1EXAMPLE2EXAMPLE\\"}]}]"
        }`,
      'the value of a secret, which ends here in plaintext': `
        resource "random_password" "database" {
          length = 32
        }
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{
            name        = "web"
            environment = [{ name = "DB", value = random_password.database.result }]
          }])
        }`,
    },
    unknown: {
      'a password without a value': `
        variable "password" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{
            name        = "web"
            environment = [{ name = "DB_PASSWORD", value = var.password }]
          }])
        }`,
    },
  },
});

function ofContainer({ path, values }: Container): Verdict[] {
  const variables = blocksOf(values.environment);
  if (variables instanceof Unknown) return [notKnown(`${path}.environment`, 'variables without secrets', variables)];
  return variables.map(({ name, value }) => {
    const called = textOfValue(name);
    return holdsNoSecret(`${path}.environment.${called}`, called, value);
  });
}
