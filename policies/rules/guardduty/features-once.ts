import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';

/** The block of the detector that sets a feature too. */
const older: Readonly<Record<string, string>> = {
  S3_DATA_EVENTS: 'datasources.s3_logs',
  EKS_AUDIT_LOGS: 'datasources.kubernetes.audit_logs',
  EBS_MALWARE_PROTECTION: 'datasources.malware_protection',
};

export const featuresOnce = defineRule({
  id: 'guardduty/features-once',
  aliases: [],
  title: 'Each feature of a GuardDuty detector should be set in one place',
  severity: 'medium',
  why: 'The datasources block of a detector and an aws_guardduty_detector_feature set the same switch. Where they differ, each apply undoes the last one, and the feature is off half of the time.',
  fix: 'Remove the datasources block, which is deprecated, and keep one aws_guardduty_detector_feature for each feature.',
  resources: ['aws_guardduty_detector'],
  check: (detector, { graph }) => {
    const { found, unknown } = graph.children(detector, 'aws_guardduty_detector_feature', 'detector_id');
    const names = found.map((feature) => feature.at('name'));
    const set = Object.entries(older).filter(([, path]) => !isAbsent(detector.at(path)));
    if (set.length === 0) return pass;
    const because = unknown ?? names.find((name) => name instanceof Unknown);
    return set.map(([name, path]) => judge(detector, path, name, names.map(textOfValue), because));
  },
  examples: {
    good: {
      'features as resources of their own': `
        resource "aws_guardduty_detector" "main" {}
        resource "aws_guardduty_detector_feature" "s3" {
          detector_id = aws_guardduty_detector.main.id
          name        = "S3_DATA_EVENTS"
          status      = "ENABLED"
        }`,
      'another feature in the block': `
        resource "aws_guardduty_detector" "main" {
          datasources {
            kubernetes {
              audit_logs {
                enable = true
              }
            }
          }
        }
        resource "aws_guardduty_detector_feature" "s3" {
          detector_id = aws_guardduty_detector.main.id
          name        = "S3_DATA_EVENTS"
          status      = "ENABLED"
        }`,
    },
    bad: {
      'S3 in both': `
        resource "aws_guardduty_detector" "main" {
          datasources {
            s3_logs {
              enable = false
            }
          }
        }
        resource "aws_guardduty_detector_feature" "s3" {
          detector_id = aws_guardduty_detector.main.id
          name        = "S3_DATA_EVENTS"
          status      = "ENABLED"
        }`,
      'malware protection in both, though they agree': `
        resource "aws_guardduty_detector" "main" {
          datasources {
            malware_protection {
              scan_ec2_instance_with_findings {
                ebs_volumes {
                  enable = true
                }
              }
            }
          }
        }
        resource "aws_guardduty_detector_feature" "all" {
          for_each    = toset(["RDS_LOGIN_EVENTS", "EBS_MALWARE_PROTECTION"])
          detector_id = aws_guardduty_detector.main.id
          name        = each.value
          status      = "ENABLED"
        }`,
    },
    unknown: {
      'a feature by a name that is not known': `
        variable "feature" {}
        resource "aws_guardduty_detector" "main" {
          datasources {
            s3_logs {
              enable = true
            }
          }
        }
        resource "aws_guardduty_detector_feature" "one" {
          detector_id = aws_guardduty_detector.main.id
          name        = var.feature
          status      = "ENABLED"
        }`,
    },
  },
});

function judge(detector: Resource, path: string, name: string, names: readonly string[], because: unknown): Verdict {
  const expected = `no ${path} beside an aws_guardduty_detector_feature of ${name}`;
  const block = detector.at(path);
  if (block instanceof Unknown) return notKnown(path, expected, block);
  if (names.includes(name)) return failing(path, expected, 'both');
  return because instanceof Unknown ? notKnown(path, expected, because) : pass;
}
