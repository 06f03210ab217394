import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformProvider } from 'cdktf';
import type { IConstruct } from 'constructs';
import { assertProp, isKnown, satisfying } from '../props';

/** Where AWS keeps what belongs to no region: billing, the logs, keys and metrics of Route 53, the certificates of CloudFront. */
export const usEast1 = 'us-east-1';

export const awsProvider = satisfying<AwsProvider>(
  'a provider of aws',
  (found) => TerraformProvider.isConstruct(found) && 'region' in found,
);

/** Throws a PropsError for a provider of another region, and for a topic of another, as far as that is known. */
export function assertUsEast1(scope: IConstruct, { region }: AwsProvider, topicArn?: string): void {
  assertProp(scope, 'provider.region', region === usEast1, usEast1, region);
  const isThere = topicArn === undefined || !isKnown(topicArn) || topicArn.split(':')[3] === usEast1;
  assertProp(scope, 'topic.topicArn', isThere, `a topic of ${usEast1}, where the alarms are`, topicArn);
}
