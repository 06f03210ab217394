import { attribute, eachBlock } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';

export const clusterObserved = defineRule({
  id: 'ecs/cluster-observed',
  aliases: ['ECS-06'],
  title: 'ECS clusters should have Container Insights and encrypted, logged exec sessions',
  severity: 'low',
  why: 'Without Container Insights, a task that restarts every minute goes unnoticed. ECS Exec is a shell in a container: without a log there is no record of what was done in it.',
  fix: 'Add setting { name = "containerInsights", value = "enhanced" } and configuration.execute_command_configuration with kms_key_id and logging = "OVERRIDE".',
  resources: ['aws_ecs_cluster'],
  check: (cluster) => {
    const exec = 'configuration.execute_command_configuration';
    return all([
      hasInsights(cluster),
      attribute(cluster, `${exec}.kms_key_id`).isPresent('a key'),
      attribute(cluster, `${exec}.logging`).says('not "NONE"', (logging) => logging !== 'NONE'),
    ]);
  },
  examples: {
    good: {
      'all of it': `
        resource "aws_kms_key" "exec" {}
        resource "aws_ecs_cluster" "main" {
          setting {
            name  = "containerInsights"
            value = "enhanced"
          }
          configuration {
            execute_command_configuration {
              kms_key_id = aws_kms_key.exec.arn
              logging    = "OVERRIDE"
            }
          }
        }`,
    },
    bad: {
      'nothing set': `
        resource "aws_ecs_cluster" "main" {
          name = "main"
        }`,
      'sessions that leave no log': `
        resource "aws_ecs_cluster" "main" {
          setting {
            name  = "containerInsights"
            value = "enabled"
          }
          configuration {
            execute_command_configuration {
              kms_key_id = "alias/exec"
              logging    = "NONE"
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "insights" {}
        resource "aws_ecs_cluster" "main" {
          setting {
            name  = "containerInsights"
            value = var.insights
          }
          configuration {
            execute_command_configuration {
              kms_key_id = "alias/exec"
            }
          }
        }`,
    },
  },
});

function hasInsights(cluster: Resource): Verdict {
  const [path, expected] = ['setting', 'containerInsights "enabled" or "enhanced"'];
  const settings = eachBlock(cluster, path);
  if (settings instanceof Unknown) return notKnown(path, expected, settings);
  const value = settings.find(({ values }) => values.name === 'containerInsights')?.values.value;
  if (value instanceof Unknown) return notKnown(path, expected, value);
  return value === 'enabled' || value === 'enhanced' ? pass : fail(path, expected, value);
}
