import { defineRule } from '../../../review/engine/rule';
import { eachBlock, Unknown } from '../../../review/engine/attribute';
import { fail, notKnown, pass } from '../../../review/engine/verdict';

const path = 'setting';
const expected = 'containerInsights "enabled" or "enhanced"';

const isUnknown = (value: unknown) => value instanceof Unknown;

export const containerInsights = defineRule({
  id: 'ecs/container-insights',
  aliases: ['ECS-06'],
  replaces: ['ecs/cluster-observed'],
  title: 'ECS clusters should have Container Insights enabled',
  severity: 'low',
  why: 'Without Container Insights, a task that restarts every minute goes unnoticed.',
  fix: 'Add setting { name = "containerInsights", value = "enhanced" }.',
  resources: ['aws_ecs_cluster'],
  check: (cluster) => {
    const settings = eachBlock(cluster, path);
    if (settings instanceof Unknown) return notKnown(path, expected, settings);
    const setting = settings.find(({ values }) => values.name === 'containerInsights');
    const value = setting ? setting.values.value : settings.map(({ values }) => values.name).find(isUnknown);
    if (value instanceof Unknown) return notKnown(path, expected, value);
    return value === 'enabled' || value === 'enhanced' ? pass : fail(path, expected, value);
  },
  examples: {
    good: {
      enhanced: `
        resource "aws_ecs_cluster" "main" {
          setting {
            name  = "containerInsights"
            value = "enhanced"
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_ecs_cluster" "main" {
          name = "main"
        }`,
      disabled: `
        resource "aws_ecs_cluster" "main" {
          setting {
            name  = "containerInsights"
            value = "disabled"
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
        }`,
    },
  },
});
