import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { all, any, failing, ofWhole, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { inAccount, inRegion, managesAccount } from '../support/account-baseline';

const recorderType = 'aws_config_configuration_recorder';

export const regionIsRecorded = defineRule({
  id: 'config/region-is-recorded',
  aliases: ['CFG-01'],
  title: 'AWS Config should record all resources in every Region in use',
  severity: 'medium',
  why: 'Without AWS Config there is no history of changes made by hand, and most Security Hub controls do not run.',
  fix: 'In each Region, add aws_config_configuration_recorder with all_supported = true, aws_config_delivery_channel and aws_config_configuration_recorder_status. Set include_global_resource_types = true in one Region.',
  resources: ['@region', recorderType],
  check: (resource, { graph }) => {
    if (resource.type === recorderType) return ofRecorder(resource, graph);
    const isMissing = managesAccount(resource, graph) && inRegion(resource, graph, recorderType).length === 0;
    return isMissing ? failing(undefined, `an ${recorderType}`, 'none') : [];
  },
  examples: {
    good: {
      'everything, delivered, and started': `
        resource "aws_config_configuration_recorder" "main" {
          role_arn = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
          recording_group {
            all_supported                 = true
            include_global_resource_types = true
          }
        }
        resource "aws_config_delivery_channel" "main" {
          s3_bucket_name = "config"
        }
        resource "aws_config_configuration_recorder_status" "main" {
          name       = aws_config_configuration_recorder.main.name
          is_enabled = true
        }`,
    },
    bad: {
      'none, in an account whose other settings are managed': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_securityhub_account" "main" {}`,
      'not started': `
        resource "aws_config_configuration_recorder" "main" {
          role_arn = "arn:aws:iam::111122223333:role/config"
          recording_group {
            include_global_resource_types = true
          }
        }
        resource "aws_config_delivery_channel" "main" {
          s3_bucket_name = "config"
        }`,
      'without global resources': `
        resource "aws_config_configuration_recorder" "main" {
          role_arn = "arn:aws:iam::111122223333:role/config"
        }
        resource "aws_config_delivery_channel" "main" {
          s3_bucket_name = "config"
        }
        resource "aws_config_configuration_recorder_status" "main" {
          name       = aws_config_configuration_recorder.main.name
          is_enabled = true
        }`,
      'some types of resources': `
        resource "aws_config_configuration_recorder" "main" {
          role_arn = "arn:aws:iam::111122223333:role/config"
          recording_group {
            all_supported  = false
            resource_types = ["AWS::EC2::Instance"]
          }
        }
        resource "aws_config_delivery_channel" "main" {
          s3_bucket_name = "config"
        }
        resource "aws_config_configuration_recorder_status" "main" {
          name       = aws_config_configuration_recorder.main.name
          is_enabled = true
        }`,
    },
    unknown: {
      'a recorder status that is not known': `
        variable "started" {}
        resource "aws_config_configuration_recorder" "main" {
          role_arn = "arn:aws:iam::111122223333:role/config"
          recording_group {
            include_global_resource_types = true
          }
        }
        resource "aws_config_delivery_channel" "main" {
          s3_bucket_name = "config"
        }
        resource "aws_config_configuration_recorder_status" "main" {
          name       = aws_config_configuration_recorder.main.name
          is_enabled = var.started
        }`,
    },
  },
});

function ofRecorder(recorder: Resource, graph: Graph): readonly Verdict[] {
  const group = 'recording_group';
  const global = inAccount(recorder, graph, recorderType).map((one) =>
    attribute(one, `${group}.include_global_resource_types`, { default: false }).is(true),
  );
  const channels = inRegion(recorder, graph, 'aws_config_delivery_channel');
  return all([
    attribute(recorder, `${group}.all_supported`, { default: true }).is(true),
    any(global),
    channels.length > 0 ? pass : failing(undefined, 'an aws_config_delivery_channel', 'none'),
    isStarted(recorder, graph),
  ]);
}

function isStarted(recorder: Resource, graph: Graph): Verdict {
  const expected = 'an aws_config_configuration_recorder_status with is_enabled = true';
  const statuses = inRegion(recorder, graph, 'aws_config_configuration_recorder_status');
  if (statuses.length === 0) return failing(undefined, expected, 'none');
  const verdict = any(statuses.map((status) => attribute(status, 'is_enabled').is(true)));
  return ofWhole(verdict, expected, 'is_enabled = false');
}
