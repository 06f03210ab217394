import type { PolicyStatement } from '../iam/policy-statement';
import { detectors } from '../kms/open-key';

interface Owner {
  readonly bucketArn: string;
  readonly account: string;
}

/** CloudTrail user guide, Amazon S3 bucket policy for CloudTrail. It looks at the ACL before it writes, and names the trail that it does so for. */
export function trail({ bucketArn, account }: Owner, trailArn: string): readonly PolicyStatement[] {
  const service = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } } as const;
  const source = { 'aws:SourceArn': trailArn };
  return [
    {
      ...{ ...service, Sid: 'TrailChecksAcl', Action: 's3:GetBucketAcl', Resource: bucketArn },
      Condition: { StringEquals: source },
    },
    {
      ...{ ...service, Sid: 'TrailWrites', Action: 's3:PutObject', Resource: `${bucketArn}/AWSLogs/${account}/*` },
      Condition: { StringEquals: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

/** AWS Config developer guide, Permissions for the Amazon S3 bucket for the AWS Config delivery channel. */
export function configHistory({ bucketArn, account }: Owner): readonly PolicyStatement[] {
  const service = { Effect: 'Allow', Principal: { Service: 'config.amazonaws.com' } } as const;
  const source = { 'aws:SourceAccount': account };
  return [
    {
      ...{ ...service, Sid: 'ConfigChecks', Action: ['s3:GetBucketAcl', 's3:ListBucket'], Resource: bucketArn },
      Condition: { StringEquals: source },
    },
    {
      ...{ ...service, Sid: 'ConfigWrites', Action: 's3:PutObject' },
      Resource: `${bucketArn}/AWSLogs/${account}/Config/*`,
      Condition: { StringEquals: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

/** GuardDuty user guide, Exporting generated GuardDuty findings to Amazon S3 buckets. */
export function findings({ bucketArn, account }: Owner): readonly PolicyStatement[] {
  const service = { Effect: 'Allow', Principal: { Service: 'guardduty.amazonaws.com' } } as const;
  const shared = { ...service, Condition: detectors(account) };
  return [
    { ...shared, Sid: 'GuardDutyFindsBucket', Action: 's3:GetBucketLocation', Resource: bucketArn },
    { ...shared, Sid: 'GuardDutyWrites', Action: 's3:PutObject', Resource: `${bucketArn}/AWSLogs/${account}/*` },
  ];
}

/** What nobody may, the rules of its lifecycle aside, which no policy stops (S3 user guide, Expiring objects). */
export function deletion(bucketArn: string): PolicyStatement {
  return {
    ...{ Sid: 'NoDeletion', Effect: 'Deny', Principal: '*' },
    Action: ['s3:BypassGovernanceRetention', 's3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion'],
    Resource: [bucketArn, `${bucketArn}/*`],
  };
}

/**
 * AWS Backup developer guide, Creating report plans using the AWS Backup console. The role is told by a condition: S3 refuses a principal that does not exist, and AWS
 * Backup makes it with the first report plan.
 */
export function backupReports(bucketArn: string, account: string): PolicyStatement {
  const role = `arn:aws:iam::${account}:role/aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports`;
  return {
    ...{ Sid: 'BackupReports', Effect: 'Allow', Principal: '*' },
    ...{ Action: 's3:PutObject', Resource: `${bucketArn}/backup/*` },
    Condition: {
      StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' },
      ArnEquals: { 'aws:PrincipalArn': role },
    },
  };
}
