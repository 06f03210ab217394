import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { all, any, failing, notKnown, ofWhole, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';

/** What is monitored, and the features of which one is enough. */
const watched: Readonly<Record<string, readonly string[]>> = {
  'S3 data events': ['S3_DATA_EVENTS'],
  'RDS logins': ['RDS_LOGIN_EVENTS'],
  'network activity of Lambda': ['LAMBDA_NETWORK_LOGS'],
  'the runtime of instances and containers': ['RUNTIME_MONITORING', 'EKS_RUNTIME_MONITORING'],
  'malware on EBS volumes': ['EBS_MALWARE_PROTECTION'],
};
/** The block that the features replaced. */
const older: Readonly<Record<string, string>> = {
  'S3 data events': 'datasources.s3_logs.enable',
  'malware on EBS volumes': 'datasources.malware_protection.scan_ec2_instance_with_findings.ebs_volumes.enable',
};

export const features = defineRule({
  id: 'guardduty/features',
  aliases: ['GD-02'],
  title: 'GuardDuty should monitor S3, RDS logins, Lambda and runtime activity',
  severity: 'medium',
  why: 'The base detector reads only network, DNS and management events. Data theft from S3, guessed database passwords and malware on instances do not appear in them.',
  fix: 'Add an aws_guardduty_detector_feature with status = "ENABLED" for S3_DATA_EVENTS, RDS_LOGIN_EVENTS, LAMBDA_NETWORK_LOGS, RUNTIME_MONITORING and EBS_MALWARE_PROTECTION.',
  resources: ['aws_guardduty_detector'],
  check: (detector, { graph }) =>
    all(Object.entries(watched).map(([what, names]) => judge(what, names, detector, graph))),
  examples: {
    good: {
      'all of them, by for_each': `
        resource "aws_guardduty_detector" "main" {}
        resource "aws_guardduty_detector_feature" "main" {
          for_each    = toset(["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "RUNTIME_MONITORING", "EBS_MALWARE_PROTECTION"])
          detector_id = aws_guardduty_detector.main.id
          name        = each.value
          status      = "ENABLED"
        }`,
    },
    bad: {
      'a detector only': `
        resource "aws_guardduty_detector" "main" {}`,
      'one disabled': `
        resource "aws_guardduty_detector" "main" {}
        resource "aws_guardduty_detector_feature" "main" {
          for_each    = toset(["RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "RUNTIME_MONITORING", "EBS_MALWARE_PROTECTION"])
          detector_id = aws_guardduty_detector.main.id
          name        = each.value
          status      = "ENABLED"
        }
        resource "aws_guardduty_detector_feature" "s3" {
          detector_id = aws_guardduty_detector.main.id
          name        = "S3_DATA_EVENTS"
          status      = "DISABLED"
        }`,
    },
    unknown: {
      'a status that is not known': `
        variable "status" {}
        resource "aws_guardduty_detector" "main" {}
        resource "aws_guardduty_detector_feature" "main" {
          for_each    = toset(["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "RUNTIME_MONITORING", "EBS_MALWARE_PROTECTION"])
          detector_id = aws_guardduty_detector.main.id
          name        = each.value
          status      = var.status
        }`,
    },
  },
});

function judge(what: string, names: readonly string[], detector: Resource, graph: Graph): Verdict {
  const expected = `${names[0] ?? what} for ${what}`;
  const { found, unknown } = graph.children(detector, 'aws_guardduty_detector_feature', 'detector_id');
  const verdicts = found
    .filter((feature) => names.includes(textOfValue(feature.at('name'))))
    .map((feature) => attribute(feature, 'status').is('ENABLED'));
  const before = older[what];
  if (before && detector.at(before) !== undefined) verdicts.push(attribute(detector, before).is(true));
  const because = unknown ?? found.map((feature) => feature.at('name')).find((name) => name instanceof Unknown);
  if (verdicts.length === 0) {
    return because instanceof Unknown
      ? notKnown(undefined, expected, because)
      : failing(undefined, expected, 'nothing');
  }
  return ofWhole(any(verdicts), expected);
}
