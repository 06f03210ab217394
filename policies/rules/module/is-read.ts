import { defineRule } from '../../../review/engine/rule';
import { notKnown, pass } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { textOfValue } from '../support/text';

export const isRead = defineRule({
  id: 'module/is-read',
  aliases: ['MOD-01'],
  title: 'Modules should be read by the review',
  severity: 'high',
  why: 'A module that was not read may make anything: open groups, public databases, administrators. No rule has seen its resources, so nothing is known of them.',
  fix: 'Run terraform init (terraform get) before the review, so that the module is in .terraform/modules, or review a plan; else accept it with a waiver after reading it.',
  resources: ['@module', '@root'],
  check: (resource, { graph }) => {
    if (resource.type === '@module') return notKnown('source', 'a module that was read', reasonOf(resource));
    return graph.all('@module').some(({ root }) => root.name === resource.root.name) ? [] : pass;
  },
  examples: {
    good: {
      'a root without modules': `
        resource "aws_sns_topic" "main" {
          name = "main"
        }`,
    },
    bad: {},
    unknown: {
      'a module of the registry': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          identifier = "main"
        }`,
      'a module of a repository': `
        module "network" {
          source = "git::https://example.com/network.git?ref=v1.2.0"

        }`,
    },
  },
});

function reasonOf(module: Resource): string {
  return textOfValue(module.at('not_read')) || 'its resources are not in the input';
}
