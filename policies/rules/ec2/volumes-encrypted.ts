import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { byDefault, ofInstance, ofTemplate, ofVolume } from './volumes';

export const volumesEncrypted = defineRule({
  id: 'ec2/volumes-encrypted',
  aliases: ['EC2-04'],
  title: 'EBS volumes should be encrypted at rest',
  severity: 'high',
  why: 'Snapshots of an unencrypted volume are unencrypted too, and readable by every account that they are shared with. Encryption cannot be added later without a copy.',
  fix: 'Set encrypted = true on each volume, root_block_device and block_device_mappings.ebs, or add aws_ebs_encryption_by_default.',
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
      'a volume without the setting': `
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
      'a template without block devices': `
        resource "aws_launch_template" "web" {}`,
      'a volume with encrypted = false, whatever the account default is': `
        resource "aws_ebs_encryption_by_default" "main" {}
        resource "aws_ebs_volume" "data" {
          encrypted = false
        }`,
      'a template whose volume has no setting, with an account whose default is off': `
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
