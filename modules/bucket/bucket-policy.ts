import type { PolicyStatement } from '../iam/policy-statement';
import type { BucketProps } from './bucket-props';

/** What nobody may, whatever else lets them. @param writers services that encrypt as they choose, by principal */
export function protection(
  bucketArn: string,
  key: BucketProps['key'],
  writers: readonly string[] = [],
): PolicyStatement[] {
  const everyone = { Effect: 'Deny', Principal: '*' } as const;
  const header = 's3:x-amz-server-side-encryption';
  return [
    {
      ...{ ...everyone, Sid: 'TlsOnly', Action: 's3:*', Resource: [bucketArn, `${bucketArn}/*`] },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    // A put that says nothing is encrypted with the bucket's key.
    ...(key === 's3'
      ? []
      : [
          {
            ...{ ...everyone, Sid: 'NoOtherEncryption', Action: 's3:PutObject', Resource: `${bucketArn}/*` },
            Condition: {
              Null: { [header]: 'false' },
              StringNotEquals: {
                [header]: 'aws:kms',
                ...(writers.length > 0 && { 'aws:PrincipalServiceName': writers }),
              },
            },
          },
        ]),
  ];
}

/** S3 user guide, Enabling Amazon S3 server access logging, "Grant access to the logging service principal by using a bucket policy". */
export function accessLogs(bucketArn: string, account: string): PolicyStatement {
  return {
    ...{ Sid: 'AccessLogs', Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' } },
    ...{ Action: 's3:PutObject', Resource: `${bucketArn}/*` },
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  };
}

/**
 * The account in the path is what keeps other accounts' balancers out (Application Load Balancer user guide, Enable access logs). The same page calls the
 * policy for an account of Elastic Load Balancing, one for each region, a legacy that this one replaces in all regions.
 */
export function loadBalancerLogs(bucketArn: string, account: string): PolicyStatement {
  return {
    ...{ Sid: 'LoadBalancerLogs', Effect: 'Allow', Action: 's3:PutObject' },
    Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    Resource: `${bucketArn}/load-balancers/*/AWSLogs/${account}/*`,
  };
}

/** CloudWatch Logs user guide, Enable logging from AWS services, "Logs sent to Amazon S3". The sources of CloudFront are in us-east-1, wherever the bucket is. */
export function logDelivery(bucketArn: string, account: string): PolicyStatement {
  return {
    ...{ Sid: 'LogDelivery', Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' } },
    ...{ Action: 's3:PutObject', Resource: `${bucketArn}/*` },
    Condition: {
      StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:aws:logs:*:${account}:delivery-source:*` },
    },
  };
}

/**
 * VPC user guide, Amazon S3 bucket permissions for flow logs: the statements and their Sids are those that AWS would write into the policy itself. The service
 * looks at the bucket before it writes; the source is CloudWatch Logs of the account and region.
 */
export function flowLogs(bucketArn: string, { account, region }: BucketProps): readonly PolicyStatement[] {
  const delivery = { Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' } } as const;
  const ArnLike = { 'aws:SourceArn': `arn:aws:logs:${region}:${account}:*` };
  return [
    {
      ...{ ...delivery, Sid: 'AWSLogDeliveryWrite', Action: 's3:PutObject' },
      Resource: `${bucketArn}/flow-logs/AWSLogs/${account}/*`,
      Condition: {
        StringEquals: { 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' },
        ArnLike,
      },
    },
    {
      ...{ ...delivery, Sid: 'AWSLogDeliveryAclCheck', Action: ['s3:GetBucketAcl', 's3:ListBucket'] },
      Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike },
    },
  ];
}

/** CloudFront developer guide, Restrict access to an Amazon S3 origin. */
export function distributionReads(bucketArn: string, distributionArns: readonly string[]): PolicyStatement {
  return {
    ...{ Sid: 'CloudFrontReads', Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' } },
    ...{ Action: 's3:GetObject', Resource: `${bucketArn}/*` },
    Condition: { StringEquals: { 'aws:SourceArn': distributionArns } },
  };
}
