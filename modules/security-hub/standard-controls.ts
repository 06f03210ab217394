import type { Standard } from './security-hub-props';

/** Controls of both versions of CIS, by consolidated id. Source: https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html */
const ofCis =
  'Account.1 CloudTrail.1 CloudTrail.2 CloudTrail.4 CloudTrail.7 Config.1 EC2.2 EC2.6 EC2.7 EC2.8 EC2.21 EC2.53 EC2.54 EFS.1 IAM.2 IAM.3 IAM.4 IAM.5 IAM.6 IAM.9 IAM.15 IAM.16 ' +
  'IAM.18 IAM.22 IAM.26 IAM.27 IAM.28 KMS.4 RDS.2 RDS.3 RDS.13 S3.1 S3.5 S3.8 S3.20 S3.22 S3.23';
/** Those that version 5 has too. */
const ofCis5 = 'EFS.8 RDS.5 RDS.15';
/** Controls of CIS that FSBP does not have. Any other control is one of FSBP. */
const notOfFsbp =
  'CloudTrail.7 EC2.53 EC2.54 IAM.9 IAM.15 IAM.16 IAM.18 IAM.22 IAM.26 IAM.27 IAM.28 KMS.4 S3.20 S3.22 S3.23';

const ids = (text: string) => new Set(text.split(' '));
const [cis3, cis5, onlyCis] = [ids(ofCis), ids(`${ofCis} ${ofCis5}`), ids(notOfFsbp)];

const has: Readonly<Record<Standard, (control: string) => boolean>> = {
  fsbp: (control) => !onlyCis.has(control),
  'cis-3.0': (control) => cis3.has(control),
  'cis-5.0': (control) => cis5.has(control),
};

/** Whether a standard has a control. */
export function hasControl(standard: Standard, control: string): boolean {
  return has[standard](control);
}
