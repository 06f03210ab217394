import { Attribute, attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { isList, step, unknownIn } from '../../../review/model/value';
import { eachContainer, type Container } from './containers';
import { textOfValue } from '../support/text';

export const isolatedFromHost = defineRule({
  id: 'ecs/isolated-from-host',
  aliases: ['ECS-02'],
  title: 'ECS containers should be isolated from their host',
  severity: 'high',
  why: 'A privileged container is root on the host. A container in the network or process namespace of the host can read the credentials of every other task on it.',
  fix: 'Remove privileged and the capabilities ALL and SYS_ADMIN, and do not set pid_mode, ipc_mode or network_mode to "host".',
  resources: ['aws_ecs_task_definition'],
  check: (task) =>
    all([
      ...['pid_mode', 'ipc_mode', 'network_mode'].map((mode) =>
        attribute(task, mode).says('not "host"', (value) => value !== 'host'),
      ),
      ...eachContainer(task, 'containers without privileges on the host', (container) => [
        isNotPrivileged(container),
        hasNoHostCapability(container),
      ]),
    ]),
  examples: {
    good: {
      'a plain container': `
        resource "aws_ecs_task_definition" "web" {
          network_mode          = "awsvpc"
          container_definitions = jsonencode([{ name = "web", image = "web:1", privileged = false }])
        }`,
    },
    bad: {
      'privileged, behind jsonencode, after one that is not': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([
            { name = "web", image = "web:1" },
            { name = "agent", image = "agent:1", privileged = true },
          ])
        }`,
      'privileged, in a heredoc': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = <<-JSON
            [{ "name": "web", "image": "web:1", "privileged": true }]
          JSON
        }`,
      'the process namespace of the host': `
        resource "aws_ecs_task_definition" "web" {
          pid_mode              = "host"
          container_definitions = jsonencode([{ name = "web", image = "web:1" }])
        }`,
      'a capability that is equivalent to root': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{
            name            = "web"
            image           = "web:1"
            linuxParameters = { capabilities = { add = ["SYS_ADMIN"] } }
          }])
        }`,
    },
    unknown: {
      'containers without a value': `
        variable "containers" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = var.containers
        }`,
      'one value of a container': `
        variable "privileged" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = "web:1", privileged = var.privileged }])
        }`,
    },
  },
});

function isNotPrivileged({ path, values }: Container): Verdict {
  return new Attribute(`${path}.privileged`, values.privileged ?? false).is(false);
}

function hasNoHostCapability({ path, values }: Container): Verdict {
  const added = step(step(values.linuxParameters, 'capabilities'), 'add');
  const [at, expected] = [`${path}.linuxParameters.capabilities.add`, 'neither ALL nor SYS_ADMIN'];
  const isHost = (isList(added) ? added : []).some((one) => /^(CAP_)?(ALL|SYS_ADMIN)$/i.test(textOfValue(one)));
  const unknown = unknownIn(added);
  return isHost ? fail(at, expected, added) : unknown ? notKnown(at, expected, unknown) : pass;
}
