import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { eachContainer } from './containers';

export const imageVersion = defineRule({
  id: 'ecs/image-version',
  aliases: [],
  title: 'ECS containers should name the version of their image',
  severity: 'low',
  why: 'The tag latest, which is also the default, is moved to each new image: a task that starts later may run another program than its neighbours, and a rollback runs the same image.',
  fix: 'Name the image by its digest (web@sha256:…), or by a tag of a repository with immutable tags.',
  resources: ['aws_ecs_task_definition'],
  check: (task) =>
    all(
      eachContainer(task, 'containers that are known', ({ path, values }) => [
        new Attribute(`${path}.image`, values.image).says(
          'an image with a digest, or a tag other than latest',
          hasVersion,
        ),
      ]),
    ),
  examples: {
    good: {
      'a digest': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = "web@sha256:${'0'.repeat(64)}" }])
        }`,
      'a tag': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = "registry.example.com:5000/web:1.4.2" }])
        }`,
    },
    bad: {
      'no tag': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = "registry.example.com:5000/web" }])
        }`,
      latest: `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = "web:1" }, { name = "agent", image = "agent:latest" }])
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "image" {}
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{ name = "web", image = var.image }])
        }`,
    },
  },
});

/** A colon after the last slash starts a tag; one before it, the port of a registry. */
function hasVersion(image = ''): boolean {
  const [, tag] = /:([^/:@]+)$/.exec(image) ?? [];
  return image.includes('@sha256:') || (tag !== undefined && tag !== 'latest');
}
