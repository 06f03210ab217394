import { attributeOf, eachBlock } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const path = 'additional_configuration';
const agents = ['ECS_FARGATE_AGENT_MANAGEMENT', 'EC2_AGENT_MANAGEMENT'];

export const runtimeAgents = defineRule({
  id: 'guardduty/runtime-agents',
  aliases: ['GD-02/2'],
  title: 'GuardDuty Runtime Monitoring should install its agents',
  severity: 'medium',
  why: 'Runtime Monitoring sees what an agent reports, and nothing else. On Fargate GuardDuty alone can install one, so a feature that is on without its agents looks like protection and is none.',
  fix: 'Add additional_configuration with status = "ENABLED" for ECS_FARGATE_AGENT_MANAGEMENT and EC2_AGENT_MANAGEMENT to the feature RUNTIME_MONITORING. Waive this rule where agents are installed in another way.',
  resources: ['aws_guardduty_detector_feature'],
  check: (feature) => {
    const name = feature.at('name');
    if (name instanceof Unknown) return notKnown('name', 'a name that is known', name);
    if (textOfValue(name) !== 'RUNTIME_MONITORING' || textOfValue(feature.at('status')) === 'DISABLED') return [];
    return agents.map((agent) => judge(feature, agent));
  },
  examples: {
    good: {
      'both agents': `
        resource "aws_guardduty_detector_feature" "runtime" {
          name   = "RUNTIME_MONITORING"
          status = "ENABLED"
          additional_configuration {
            name   = "ECS_FARGATE_AGENT_MANAGEMENT"
            status = "ENABLED"
          }
          additional_configuration {
            name   = "EC2_AGENT_MANAGEMENT"
            status = "ENABLED"
          }
        }`,
    },
    bad: {
      'no agent': `
        resource "aws_guardduty_detector_feature" "runtime" {
          name   = "RUNTIME_MONITORING"
          status = "ENABLED"
        }`,
      'one that is off': `
        resource "aws_guardduty_detector_feature" "runtime" {
          name   = "RUNTIME_MONITORING"
          status = "ENABLED"
          additional_configuration {
            name   = "ECS_FARGATE_AGENT_MANAGEMENT"
            status = "ENABLED"
          }
          additional_configuration {
            name   = "EC2_AGENT_MANAGEMENT"
            status = "DISABLED"
          }
        }`,
    },
    unknown: {
      'a status that is not known': `
        variable "status" {}
        resource "aws_guardduty_detector_feature" "runtime" {
          name   = "RUNTIME_MONITORING"
          status = "ENABLED"
          additional_configuration {
            name   = "ECS_FARGATE_AGENT_MANAGEMENT"
            status = var.status
          }
          additional_configuration {
            name   = "EC2_AGENT_MANAGEMENT"
            status = "ENABLED"
          }
        }`,
    },
  },
});

function judge(feature: Resource, agent: string): Verdict {
  const expected = `${agent} with status = "ENABLED"`;
  const blocks = eachBlock(feature, path);
  if (blocks instanceof Unknown) return notKnown(path, expected, blocks);
  const of = blocks.filter(({ values }) => textOfValue(values.name) === agent);
  const unnamed = blocks.map(({ values }) => values.name).find((name) => name instanceof Unknown);
  if (of.length > 0) return any(of.map((block) => attributeOf(block, 'status').is('ENABLED')));
  return unnamed instanceof Unknown ? notKnown(path, expected, unnamed) : failing(path, expected, 'none');
}
