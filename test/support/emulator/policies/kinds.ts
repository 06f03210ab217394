import type { Grammar } from './grammar';

/** A kind of policy: where requests carry it, how it is written, and how large it may be. */
export interface PolicyKind {
  /** `iam CreatePolicy PolicyDocument`: service, operation, the path of the member. */
  readonly members: readonly string[];
  readonly grammar: Grammar;
  /** What the service calls a policy that it refuses. */
  readonly code: string;
  /** What the service calls a policy that is too large. */
  readonly sizeCode: string;
  readonly most: number;
  /** Whether white space counts. */
  readonly counts: 'without white space' | 'bytes';
  /** Whether the limit is for all policies of one owner: the parameter that names it. */
  readonly ownerLimits?: Readonly<Record<string, number>>;
  /** The only service whose actions it may name. */
  readonly scope?: string;
  /** Whether the service refuses what can have no effect, too. */
  readonly isChecked?: boolean;
  /** AWS's page of the limit. */
  readonly page: string;
}

const identity: Grammar = { principal: 'forbidden', resource: 'required', plainSids: true };
const resource: Grammar = { principal: 'required', resource: 'required' };
const iamQuotas = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const iam = { code: 'MalformedPolicyDocument', sizeCode: 'LimitExceeded', counts: 'without white space' } as const;

export const policyKinds: readonly PolicyKind[] = [
  {
    ...iam,
    members: ['iam CreatePolicy PolicyDocument', 'iam CreatePolicyVersion PolicyDocument'],
    grammar: identity,
    most: 6_144,
    page: iamQuotas,
  },
  {
    ...iam,
    members: [
      'iam PutRolePolicy PolicyDocument',
      'iam PutUserPolicy PolicyDocument',
      'iam PutGroupPolicy PolicyDocument',
    ],
    grammar: identity,
    most: 10_240,
    ownerLimits: { RoleName: 10_240, UserName: 2_048, GroupName: 5_120 },
    page: iamQuotas,
  },
  {
    ...iam,
    members: ['iam CreateRole AssumeRolePolicyDocument', 'iam UpdateAssumeRolePolicy PolicyDocument'],
    grammar: { principal: 'required', resource: 'forbidden', plainSids: true },
    scope: 'sts',
    most: 2_048,
    page: iamQuotas,
  },
  {
    members: ['kms CreateKey Policy', 'kms PutKeyPolicy Policy', 'kms ReplicateKey Policy'],
    grammar: resource,
    code: 'MalformedPolicyDocumentException',
    sizeCode: 'LimitExceededException',
    most: 32_768,
    counts: 'bytes',
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  },
  {
    members: ['s3 PutBucketPolicy Policy'],
    grammar: resource,
    code: 'MalformedPolicy',
    sizeCode: 'PolicyTooLarge',
    most: 20_480,
    counts: 'bytes',
    scope: 's3',
    isChecked: true,
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html',
  },
  {
    members: ['sqs CreateQueue Attributes.Policy', 'sqs SetQueueAttributes Attributes.Policy'],
    grammar: resource,
    code: 'InvalidAttributeValue',
    sizeCode: 'InvalidAttributeValue',
    most: 8_192,
    counts: 'bytes',
    scope: 'sqs',
    page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html',
  },
  {
    members: ['sns CreateTopic Attributes.Policy', 'sns SetTopicAttributes AttributeValue'],
    grammar: resource,
    code: 'InvalidParameter',
    sizeCode: 'InvalidParameter',
    most: 30_720,
    counts: 'bytes',
    scope: 'sns',
    isChecked: true,
    page: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html',
  },
  {
    members: ['secretsmanager PutResourcePolicy ResourcePolicy'],
    grammar: resource,
    code: 'MalformedPolicyDocumentException',
    sizeCode: 'InvalidParameterException',
    most: 20_480,
    counts: 'bytes',
    scope: 'secretsmanager',
    page: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html',
  },
  {
    members: ['ec2 CreateVpcEndpoint PolicyDocument', 'ec2 ModifyVpcEndpoint PolicyDocument'],
    grammar: resource,
    code: 'InvalidPolicyDocument',
    sizeCode: 'InvalidPolicyDocument',
    most: 20_480,
    counts: 'without white space',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  },
];
