import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

const statuses: Readonly<Record<string, string>> = {
  aws_securityhub_standards_control: 'control_status',
  aws_securityhub_standards_control_association: 'association_status',
};

export const controlsEnabled = defineRule({
  id: 'security-hub/controls-enabled',
  aliases: [],
  title: 'Controls of Security Hub should be enabled',
  severity: 'low',
  why: 'A control that is disabled checks nothing in the whole account and Region, also not what somebody makes later. The reason is in Security Hub, where no review sees it.',
  fix: 'Enable the control. If what it reports is accepted, waive this rule for the reason that Security Hub is given, or set the status with an opt-out of the module security-hub. Set it to ENABLED before the resource is removed: deleting it leaves the control as it is.',
  resources: Object.keys(statuses),
  optOuts: ['control'],
  check: (control) => attribute(control, statuses[control.type] ?? '').is('ENABLED'),
  examples: {
    good: {
      enabled: `
        resource "aws_securityhub_standards_control_association" "port" {
          security_control_id = "RDS.23"
          standards_arn       = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"
          association_status  = "ENABLED"
        }`,
    },
    bad: {
      disabled: `
        resource "aws_securityhub_standards_control_association" "port" {
          security_control_id = "RDS.23"
          standards_arn       = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"
          association_status  = "DISABLED"
          updated_reason      = "Not needed"
        }`,
      'disabled in one standard': `
        resource "aws_securityhub_standards_control" "port" {
          standards_control_arn = "arn:aws:securityhub:eu-west-1:111122223333:control/aws-foundational-security-best-practices/v/1.0.0/RDS.23"
          control_status        = "DISABLED"
          disabled_reason       = "Not needed"
        }`,
    },
    unknown: {
      'a status that is not known': `
        variable "status" {}
        resource "aws_securityhub_standards_control_association" "port" {
          security_control_id = "RDS.23"
          standards_arn       = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"
          association_status  = var.status
        }`,
    },
  },
});
