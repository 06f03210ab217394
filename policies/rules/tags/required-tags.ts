import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isMap, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { taggable } from '../support/taggable';
import { textOfValue } from '../support/text';

const group = 'aws_autoscaling_group';

export const requiredTags = defineRule({
  id: 'tags/required-tags',
  aliases: ['TAG-01'],
  title: 'Resources should have the tags that the environment requires',
  severity: 'low',
  why: 'Without tags for owner and cost center, nobody knows whom to ask during an incident or who pays.',
  fix: 'Set the tags in default_tags of the provider. For an aws_autoscaling_group use tag blocks, which default_tags do not cover.',
  resources: [...taggable, group],
  ofEveryType: true,
  check: (resource, { environment }) => {
    if (environment.requiredTags.length === 0) return [];
    const path = resource.type === group ? 'tag' : 'tags';
    const tags = tagsOf(resource);
    const missing = environment.requiredTags.filter((key) => isMissing(tags.known[key]));
    const expected = `the tags ${missing.join(', ')}`;
    if (missing.length === 0) return pass;
    if (tags.unknown) return notKnown(path, expected, tags.unknown);
    const valueless = missing.map((key) => tags.known[key]).find((value) => value instanceof Unknown);
    if (valueless instanceof Unknown) return notKnown(path, expected, valueless);
    const names = Object.keys(tags.known);
    return failing(path, expected, names.length > 0 ? `only ${names.join(', ')}` : 'none');
  },
  examples: {
    environment: { requiredTags: ['owner', 'cost-centre'] },
    good: {
      'one by the provider, one by the resource': `
        provider "aws" {
          default_tags {
            tags = { owner = "platform@example.com" }
          }
        }
        resource "aws_s3_bucket" "data" {
          tags = { cost-centre = "shop" }
        }`,
      'an Auto Scaling group, with tag blocks': `
        resource "aws_autoscaling_group" "web" {
          tag {
            key                 = "owner"
            value               = "platform@example.com"
            propagate_at_launch = true
          }
          tag {
            key                 = "cost-centre"
            value               = "shop"
            propagate_at_launch = true
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }`,
      'one that is empty': `
        resource "aws_s3_bucket" "data" {
          tags = { owner = "platform@example.com", cost-centre = "" }
        }`,
      'an Auto Scaling group, which default_tags do not reach': `
        provider "aws" {
          default_tags {
            tags = { owner = "platform@example.com", cost-centre = "shop" }
          }
        }
        resource "aws_autoscaling_group" "web" {
          min_size = 1
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "tags" {}
        resource "aws_s3_bucket" "data" {
          tags = var.tags
        }`,
    },
  },
});

interface Tags {
  readonly known: ValueMap;
  readonly unknown?: Unknown;
}

function tagsOf(resource: Resource): Tags {
  const sources: readonly (Value | undefined)[] =
    resource.type === group ? [ofBlocks(resource)] : [resource.provider.defaultTags, resource.at('tags')];
  const known: ValueMap = Object.assign(Object.create(null), ...sources.filter(isMap));
  const unknown = sources.find((source) => source instanceof Unknown);
  return unknown instanceof Unknown ? { known, unknown } : { known };
}

function ofBlocks(resource: Resource): ValueMap | Unknown {
  const blocks = resource.blocks('tag');
  if (blocks instanceof Unknown) return blocks;
  const unknown = blocks.map(({ key }) => key).find((key) => key instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  return Object.fromEntries(
    blocks.filter(({ key }) => key !== undefined).map(({ key, value }) => [textOfValue(key), value ?? '']),
  );
}

/** A value that is known after apply counts as set. */
function isMissing(value: Value | undefined): boolean {
  return value === undefined || value === null || value === '' || value instanceof Unknown;
}
