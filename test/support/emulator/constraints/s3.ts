import { documentedValues } from '../../../../policies/rules/aws/documented-values';
import { documented, type Parameters, type Row } from './row';

const lifecycle = {
  operations: ['s3 PutBucketLifecycleConfiguration'],
  member: 'LifecycleConfiguration',
  code: 'InvalidArgument',
  page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html',
};
const rules = ({ LifecycleConfiguration }: Parameters): Parameters[] => LifecycleConfiguration?.Rules ?? [];
const rule = (one: object) => ({ LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ...one }] } });

export const s3: readonly Row[] = [
  documented(
    documentedValues.aws_s3_bucket.bucket,
    { code: 'InvalidBucketName' },
    {
      accepted: ['example-terrace-dev-state', 'a.b'],
      refused: ['ab', 'Upper', 'under_score', '192.168.1.1', 'xn--a', 'a..b', 'logs-s3alias', '-logs', 'a'.repeat(64)],
    },
  ),
  {
    ...lifecycle,
    expected: 'at least 30 days before a transition to STANDARD_IA or ONEZONE_IA',
    accepts: (parameters) =>
      rules(parameters).every(({ Transitions = [] }) =>
        Transitions.every(({ StorageClass, Days = 30 }: Parameters) => !/_IA$/.test(StorageClass) || Days >= 30),
      ),
    accepted: [
      rule({ Transitions: [{ StorageClass: 'STANDARD_IA', Days: 30 }] }),
      rule({ Transitions: [{ StorageClass: 'GLACIER', Days: 1 }] }),
    ],
    refused: [rule({ Transitions: [{ StorageClass: 'STANDARD_IA', Days: 7 }] })],
  },
  {
    ...lifecycle,
    expected: 'an expiration later than every transition',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html',
    accepts: (parameters) =>
      rules(parameters).every(({ Expiration, Transitions = [] }) =>
        Transitions.every(({ Days = 0 }) => Expiration?.Days === undefined || Days < Expiration.Days),
      ),
    accepted: [rule({ Expiration: { Days: 365 }, Transitions: [{ StorageClass: 'GLACIER', Days: 90 }] })],
    refused: [rule({ Expiration: { Days: 90 }, Transitions: [{ StorageClass: 'GLACIER', Days: 90 }] })],
  },
];
