import { Attribute, eachBlock } from '../../engine/attribute';
import { defineRule } from '../../engine/rule';
import { all, failing, notKnown, type Verdict } from '../../engine/verdict';
import { asText } from '../../model/configuration/text';
import type { Graph } from '../../model/graph';
import type { Resource } from '../../model/resource';
import { blocksOf, isAbsent, Unknown, type Value } from '../../model/value';
import { within } from '../support/account-baseline';
import { templateOf } from './launched';

const wanted = 'true';

/** What a volume that says nothing gets: the account may encrypt every new one of the region. */
function byDefault(graph: Graph, resource: Resource): boolean {
  return within(resource, graph, 'aws_ebs_encryption_by_default').some(
    ({ provider, attributes }) =>
      provider.region === resource.provider.region && asText(attributes.enabled ?? true) === 'true',
  );
}

/** The volumes that a template, or an instance, lists: `block_device_mappings.0.ebs`. */
function listed(host: Resource, name: string, inside: string, isDefault: boolean): readonly Verdict[] {
  const blocks = eachBlock(host, name);
  if (blocks instanceof Unknown) return [notKnown(name, wanted, blocks)];
  return blocks.flatMap((block) => {
    const volumes = inside ? blocksOf(block.values[inside]) : [block.values];
    if (volumes instanceof Unknown) return [notKnown(`${block.path}.${inside}`, wanted, volumes)];
    // A device that is the host's own, or that the image has and this leaves out, is no volume.
    return volumes.map(({ encrypted, snapshot_id: snapshot }) =>
      ofVolume([block.path, inside, 'encrypted'].filter(Boolean).join('.'), encrypted, snapshot, isDefault),
    );
  });
}

/** What is made of a snapshot has its encryption, or that of the account. */
function ofVolume(path: string, said: Value | undefined, snapshot: Value | undefined, isDefault: boolean): Verdict {
  if (isAbsent(said) && !isAbsent(snapshot) && !isDefault) {
    return notKnown(path, wanted, 'whether its snapshot is encrypted');
  }
  return new Attribute(path, said ?? isDefault).is(true);
}

function ofInstance(graph: Graph, instance: Resource, isDefault: boolean): readonly Verdict[] {
  const own = ['root_block_device', 'ebs_block_device'].flatMap((name) => listed(instance, name, '', isDefault));
  if (isDefault || !isAbsent(instance.at('root_block_device'))) return own;
  const template = templateOf(graph, instance);
  if (template instanceof Unknown) return [...own, notKnown('launch_template', wanted, template)];
  const isThere = template !== undefined && !isAbsent(template.at('block_device_mappings'));
  // The template is judged itself.
  return isThere ? own : [...own, failing('root_block_device.encrypted', wanted, 'nothing')];
}

function ofTemplate(template: Resource, isDefault: boolean): readonly Verdict[] {
  const found = listed(template, 'block_device_mappings', 'ebs', isDefault);
  if (found.length > 0 || isDefault) return found;
  return [failing('block_device_mappings', 'an encrypted root volume', 'that of the image')];
}

export const volumesEncrypted = defineRule({
  id: 'ec2/volumes-encrypted',
  aliases: ['EC2-04'],
  title: 'EBS volumes are encrypted',
  severity: 'high',
  why: 'An unencrypted volume makes unencrypted snapshots, which are readable to every account that they are shared with, and cannot be encrypted later without a copy.',
  fix: 'Set encrypted = true on each volume, root_block_device and block_device_mappings.ebs too, or add aws_ebs_encryption_by_default.',
  resources: ['aws_ebs_volume', 'aws_instance', 'aws_launch_template'],
  check: (resource, { graph }) => {
    const isDefault = byDefault(graph, resource);
    if (resource.type === 'aws_instance') return all(ofInstance(graph, resource, isDefault));
    if (resource.type === 'aws_launch_template') return all(ofTemplate(resource, isDefault));
    return ofVolume('encrypted', resource.at('encrypted'), resource.at('snapshot_id'), isDefault);
  },
  examples: {
    good: {
      'each volume': `
        resource "aws_ebs_volume" "data" {
          encrypted = true
        }
        resource "aws_instance" "web" {
          root_block_device {
            encrypted = true
          }
          ebs_block_device {
            device_name = "/dev/sdf"
            encrypted   = true
          }
        }
        resource "aws_launch_template" "web" {
          block_device_mappings {
            device_name = "/dev/xvda"
            ebs {
              encrypted = "true"
            }
          }
          block_device_mappings {
            device_name  = "/dev/sdb"
            virtual_name = "ephemeral0"
          }
        }`,
      'by the account': `
        resource "aws_ebs_encryption_by_default" "main" {}
        resource "aws_ebs_volume" "data" {}
        resource "aws_instance" "web" {}`,
    },
    bad: {
      'a volume that does not say': `
        resource "aws_ebs_volume" "data" {
          size = 8
        }`,
      'the root volume of an instance': `
        resource "aws_instance" "web" {
          ebs_block_device {
            device_name = "/dev/sdf"
            encrypted   = true
          }
        }`,
      'one of several': `
        resource "aws_instance" "web" {
          root_block_device {
            encrypted = true
          }
          ebs_block_device {
            device_name = "/dev/sdf"
            encrypted   = true
          }
          ebs_block_device {
            device_name = "/dev/sdg"
          }
        }`,
      'a template that leaves it to the image': `
        resource "aws_launch_template" "web" {}`,
      'a volume that says no, whatever the account does': `
        resource "aws_ebs_encryption_by_default" "main" {}
        resource "aws_ebs_volume" "data" {
          encrypted = false
        }`,
      'a template whose volume does not say, with an account whose default is off': `
        resource "aws_ebs_encryption_by_default" "main" {
          enabled = false
        }
        resource "aws_launch_template" "web" {
          block_device_mappings {
            ebs {
              volume_size = 8
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypted" {}
        resource "aws_ebs_volume" "data" {
          encrypted = var.encrypted
        }`,
      'a copy of a snapshot': `
        resource "aws_ebs_volume" "data" {
          snapshot_id = "snap-0123456789abcdef0"
        }`,
    },
  },
});
