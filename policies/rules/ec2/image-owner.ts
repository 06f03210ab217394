import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const expected = 'the accounts that publish the image';

/** A filter may name the owner too. */
function byOwner(image: Resource): readonly Verdict[] {
  const filters = image.blocks('filter');
  if (filters instanceof Unknown) return [notKnown('filter', expected, filters)];
  return filters.flatMap(({ name }): Verdict[] => {
    if (name instanceof Unknown) return [notKnown('filter', expected, name)];
    return /^owner-(id|alias)$/.test(textOfValue(name)) ? [pass] : [];
  });
}

export const imageOwner = defineRule({
  id: 'ec2/image-owner',
  aliases: ['EC2-11'],
  title: 'AMI lookups should specify the owner',
  severity: 'medium',
  why: 'Anyone can publish an AMI with a matching name and a newer date (the whoAMI attack). The next plan would launch it with the role of your instances.',
  fix: 'Set owners to the accounts that publish the image: "amazon", "self" or account IDs.',
  resources: ['data.aws_ami'],
  check: (image) => {
    const isOneImage = attribute(image, 'most_recent', { default: false }).is(false);
    const owners = attribute(image, 'owners').isPresent(expected);
    return any([owners, ...byOwner(image), ...(isOneImage.status === 'fail' ? [] : [isOneImage])]);
  },
  examples: {
    good: {
      'an owner, by either way, and an AMI by its id': `
        data "aws_ami" "linux" {
          most_recent = true
          owners      = ["amazon"]
        }
        data "aws_ami" "ubuntu" {
          most_recent = true
          filter {
            name   = "owner-id"
            values = ["999988887777"]
          }
        }
        data "aws_ami" "fixed" {
          filter {
            name   = "image-id"
            values = ["ami-0123456789abcdef0"]
          }
        }`,
    },
    bad: {
      'the latest of any owner': `
        data "aws_ami" "linux" {
          most_recent = true
          filter {
            name   = "name"
            values = ["al2023-ami-*"]
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "owners" {}
        data "aws_ami" "linux" {
          most_recent = true
          owners      = var.owners
        }`,
    },
  },
});
