import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { isAbsent } from '../../../review/model/value';

export const imagesNotPublic = defineRule({
  id: 'ec2/images-not-public',
  aliases: ['EC2-10'],
  title: 'AMIs and EBS snapshots should not be public',
  severity: 'critical',
  why: 'Anyone with an AWS account can launch a public AMI or attach a public snapshot and read the disk, including keys and deleted files. Public snapshots are collected by scanners.',
  fix: 'Replace group = "all" with account_id, organization_arn or organizational_unit_arn of those who need it.',
  resources: ['aws_ami_launch_permission', 'aws_snapshot_create_volume_permission'],
  check: (permission) =>
    all(
      ['group', 'account_id']
        .map((name) => new Attribute(name, permission.at(name)))
        .filter(({ value }) => !isAbsent(value))
        .map((target) => target.isNot('all')),
    ),
  examples: {
    good: {
      'one account, and an organization': `
        resource "aws_ami_launch_permission" "one" {
          image_id   = "ami-0123456789abcdef0"
          account_id = "111122223333"
        }
        resource "aws_ami_launch_permission" "all_of_us" {
          image_id         = "ami-0123456789abcdef0"
          organization_arn = "arn:aws:organizations::111122223333:organization/o-example"
        }
        resource "aws_snapshot_create_volume_permission" "one" {
          snapshot_id = "snap-0123456789abcdef0"
          account_id  = "111122223333"
        }`,
    },
    bad: {
      'a public image': `
        resource "aws_ami_launch_permission" "all" {
          image_id = "ami-0123456789abcdef0"
          group    = "all"
        }`,
      'a public snapshot': `
        resource "aws_snapshot_create_volume_permission" "all" {
          snapshot_id = "snap-0123456789abcdef0"
          account_id  = "all"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "group" {}
        resource "aws_ami_launch_permission" "some" {
          group = var.group
        }`,
    },
  },
});
