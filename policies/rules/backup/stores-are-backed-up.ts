import { defineRule, type Context } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { isAtLeastMedium } from '../support/criticality';
import { isReplica } from '../support/engines';
import { selectionsFor, takes } from './selections';

const expected = 'an aws_backup_selection that matches it by ARN or tag';

export const storesAreBackedUp = defineRule({
  id: 'backup/stores-are-backed-up',
  aliases: ['BKP-02'],
  title: 'Data stores should be in an AWS Backup plan',
  severity: 'medium',
  why: 'Automated backups of a service stay in the same account, can be deleted by whoever can delete the resource, and often end with it. A backup plan keeps copies in a vault with its own access policy.',
  fix: 'Name the resource in an aws_backup_selection, or give it the tag that the selection matches.',
  resources: ['aws_db_instance', 'aws_rds_cluster', 'aws_dynamodb_table', 'aws_efs_file_system', 'aws_ebs_volume'],
  optOuts: ['automatic_backups', 'backup_plan'],
  check: (store, context) => {
    // A replica's data is its source's. A disposable environment needs no backups.
    if (!isAtLeastMedium(context) || isReplica(store)) return [];
    return isSelected(store, context);
  },
  examples: {
    good: {
      'by reference': `
        resource "aws_db_instance" "main" {
          identifier = "main"
        }
        resource "aws_backup_selection" "data" {
          plan_id   = "plan"
          resources = [aws_db_instance.main.arn]
        }`,
      'by a tag from default_tags': `
        provider "aws" {
          region = "eu-west-1"
          default_tags {
            tags = { backup = "daily" }
          }
        }
        resource "aws_dynamodb_table" "orders" {
          name = "orders"
        }
        resource "aws_backup_selection" "data" {
          selection_tag {
            type  = "STRINGEQUALS"
            key   = "backup"
            value = "daily"
          }
        }`,
      'all file systems': `
        resource "aws_efs_file_system" "media" {}
        resource "aws_backup_selection" "data" {
          resources = ["arn:aws:elasticfilesystem:*:*:file-system/*"]
        }`,
    },
    bad: {
      'no selection': `
        resource "aws_db_instance" "main" {
          backup_retention_period = 14
        }`,
      'a selection by another tag': `
        resource "aws_rds_cluster" "main" {
          tags = { backup = "weekly" }
        }
        resource "aws_backup_selection" "data" {
          selection_tag {
            type  = "STRINGEQUALS"
            key   = "backup"
            value = "daily"
          }
        }`,
      'included and excluded': `
        resource "aws_ebs_volume" "data" {}
        resource "aws_backup_selection" "data" {
          resources     = ["*"]
          not_resources = [aws_ebs_volume.data.arn]
        }`,
    },
    unknown: {
      'resources without a value': `
        variable "resources" {}
        resource "aws_ebs_volume" "data" {}
        resource "aws_backup_selection" "data" {
          resources = var.resources
        }`,
    },
  },
});

function isSelected(store: Resource, { graph }: Context): Verdict {
  const taken = selectionsFor(store, graph).map((selection) => takes(selection, store));
  if (taken.includes(true) || hasAutomaticBackups(store, graph)) return pass;
  const unknown = taken.find((one) => one instanceof Unknown);
  return unknown instanceof Unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none');
}

/** The automatic backups of EFS are a plan of AWS Backup. */
function hasAutomaticBackups(store: Resource, graph: Context['graph']): boolean {
  if (store.type !== 'aws_efs_file_system') return false;
  return graph
    .children(store, 'aws_efs_backup_policy', 'file_system_id')
    .found.some((policy) => policy.at('backup_policy.status') === 'ENABLED');
}
