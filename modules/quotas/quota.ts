/** What AWS takes of something by default, before anybody asked it for more. */
export interface Quota {
  /** In words that follow "expected": `60 inbound rules or fewer`. */
  readonly expected: string;
  readonly limit: number;
  /** The unit of what was found: `rules`, `characters`. */
  readonly unit: string;
  /** The page of AWS's documentation that the number comes from. */
  readonly source: string;
  /** What to do about it. */
  readonly split: string;
}

const iam = 'IAM user guide, IAM and AWS STS quotas';
const vpc = 'VPC user guide, Amazon VPC quotas';

/** The quotas that what modules make can come to. */
export const quotas = {
  inlineOfRole: {
    expected: 'inline policies of 10,240 characters or less in all',
    limit: 10_240,
    unit: 'characters',
    source: iam,
    split: 'a second role for a part of what is granted; AWS does not raise it',
  },
  inlineOfGroup: {
    expected: 'inline policies of 5,120 characters or less in all',
    limit: 5_120,
    unit: 'characters',
    source: iam,
    split: 'a managed policy, or a role that its members assume; AWS does not raise it',
  },
  managedPolicy: {
    expected: 'a policy of 6,144 characters or less',
    limit: 6_144,
    unit: 'characters',
    source: iam,
    split: 'two policies; AWS does not raise it',
  },
  trustPolicy: {
    expected: 'a trust policy of 2,048 characters or less',
    limit: 2_048,
    unit: 'characters',
    source: iam,
    split: 'a role for each of those who assume it, or ask for more',
  },
  policiesOfRole: {
    expected: '10 managed policies or fewer',
    limit: 10,
    unit: 'policies',
    source: iam,
    split: 'what several of them allow in one, or ask for more',
  },
  keyPolicy: {
    expected: 'a key policy of 32,768 bytes or less',
    limit: 32_768,
    unit: 'bytes',
    source: 'KMS developer guide, Resource quotas, Key policy document size',
    split: 'a key for a part of what it encrypts, or grants to roles by their own policies; AWS does not raise it',
  },
  bucketPolicy: {
    expected: 'a bucket policy of 20,480 bytes or less',
    limit: 20_480,
    unit: 'bytes',
    source: 'S3 user guide, Bucket policies',
    split: 'a bucket for a part of what it holds; AWS does not raise it',
  },
  endpointPolicy: {
    expected: 'an endpoint policy of 20,480 characters or less',
    limit: 20_480,
    unit: 'characters',
    source: vpc,
    split: 'conditions in place of lists of resources; AWS does not raise it',
  },
  ingressRules: {
    expected: '60 inbound rules or fewer',
    limit: 60,
    unit: 'rules',
    source: vpc,
    split:
      'one rule for a range or prefix list of those peers, a group for a part of what it protects, or ask for more',
  },
  egressRules: {
    expected: '60 outbound rules or fewer',
    limit: 60,
    unit: 'rules',
    source: vpc,
    split:
      'one rule for a range or prefix list of those peers, a group that what it connects to shares, or ask for more',
  },
  aclRules: {
    expected: '20 rules or fewer in a direction',
    limit: 20,
    unit: 'rules',
    source: vpc,
    split: 'wider ranges, or ask for more: AWS raises it to 40',
  },
  routes: {
    expected: '500 routes or fewer',
    limit: 500,
    unit: 'routes',
    source: vpc,
    split: 'wider ranges, or a prefix list, or ask for more',
  },
  authorizationRules: {
    expected: '200 authorization rules or fewer',
    limit: 200,
    unit: 'rules',
    source: 'Client VPN administrator guide, Quotas',
    split: 'wider ranges, or one group for several, or ask for more',
  },
  clientVpnRoutes: {
    expected: '100 routes or fewer through a subnet',
    limit: 100,
    unit: 'routes',
    source: 'Client VPN administrator guide, Quotas',
    split: 'wider ranges, or ask for more',
  },
  tags: {
    expected: '50 tags or fewer',
    limit: 50,
    unit: 'tags',
    source: 'Tagging AWS Resources user guide, Tag naming limits and requirements',
    split: 'fewer tags; AWS does not raise it',
  },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;
