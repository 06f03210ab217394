import { policyDocument } from '../iam/policy-document';

/**
 * The resource policy that lets AWS's log delivery write to a log group, for one account and region (CloudWatch Logs user guide, Logs sent to CloudWatch Logs).
 *
 * @param sid what is delivered
 * @param resource the streams of the group: its ARN with `:*` or `:log-stream:*`
 */
export function logDeliveryPolicy(
  sid: string,
  resource: string,
  { account, region }: { readonly account: string; readonly region: string },
): string {
  return policyDocument([
    {
      Sid: sid,
      Effect: 'Allow',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: resource,
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:logs:${region}:${account}:*` },
      },
    },
  ]);
}
