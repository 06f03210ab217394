/** What works although AWS's service authorization reference does not say so, each with the page that does. */
export interface ReferenceGap {
  readonly action: string;
  /** The resources that it is about, besides those of the reference. */
  readonly resource?: string;
  readonly page: string;
}

export const referenceGaps: readonly ReferenceGap[] = [
  {
    action: 'ssmmessages:OpenDataChannel',
    resource: 'arn:aws:ssm:*:*:session/*',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html',
  },
  {
    // It is authorized on `arn:…:log-group::log-stream:`.
    action: 'logs:DescribeLogGroups',
    resource: 'arn:aws:logs:*:*:log-group:*',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html',
  },
  {
    action: 'logs:GetLogObject',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogObject.html',
  },
  {
    // In the policy that AWS gives a topic, which the provider sets again when it destroys another one.
    action: 'sns:Receive',
    page: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
  },
];
