import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import { list, matching, object, oneOf, oneOfNumbers, optional, reference, type Description } from '../props';

/** What GuardDuty watches besides CloudTrail's management events, DNS queries and flow logs, which it always does. Each is charged for by use. */
export const detectorFeatures = [
  'S3_DATA_EVENTS',
  'RDS_LOGIN_EVENTS',
  'LAMBDA_NETWORK_LOGS',
  'EBS_MALWARE_PROTECTION',
  'EKS_AUDIT_LOGS',
  'RUNTIME_MONITORING',
] as const;
export type DetectorFeature = (typeof detectorFeatures)[number];

/** An agent that GuardDuty installs by itself, on what `RUNTIME_MONITORING` watches. */
export type AgentManagement = 'ECS_FARGATE_AGENT_MANAGEMENT' | 'EC2_AGENT_MANAGEMENT' | 'EKS_ADDON_MANAGEMENT';
export const agentManagements: readonly AgentManagement[] = [
  'ECS_FARGATE_AGENT_MANAGEMENT',
  'EC2_AGENT_MANAGEMENT',
  'EKS_ADDON_MANAGEMENT',
];

/** Where findings are kept for longer than the 90 days of GuardDuty. */
export interface FindingsArchive {
  /** In any region of the account. Its policy must admit guardduty.amazonaws.com, or the destination is not made; that of a `Bucket` is there before. */
  readonly bucket: BucketRef;
  /** A key in the region of the bucket, whose policy must admit guardduty.amazonaws.com too. */
  readonly key: ArchiveKeyRef;
}

/** A key that may be in another region than the module: that of the bucket. */
export interface ArchiveKeyRef {
  /** The key's ARN: `arn:aws:kms:<region>:<account>:key/<id>`. */
  readonly keyArn: string;
}

export interface DetectorProps {
  /** Those that are on; GuardDuty is told that each of the others is off, which removing a resource would not do. */
  readonly features: readonly DetectorFeature[];
  /** Where findings are published. */
  readonly archive: FindingsArchive;
  /**
   * How often GuardDuty publishes updates of a finding: every 15 minutes, every hour or every 6 hours. A new one is published within five minutes.
   * @default 15
   */
  readonly publishingMinutes?: 15 | 60 | 360;
  /**
   * The agents that GuardDuty installs by itself; only with the feature `RUNTIME_MONITORING`, which sees nothing without an agent. GuardDuty makes an endpoint and a
   * security group in each VPC for them, which Terraform does not know, so that it cannot destroy the VPC while they are there.
   * @default none: each agent is installed by hand, which Fargate does not offer
   */
  readonly agents?: readonly AgentManagement[];
}

const source = 'GuardDuty API reference, CreateDetector';

/** Not held to the region of the module, as `keyRef` is. */
export const archiveKeyRef = reference<ArchiveKeyRef>('a KMS key', {
  keyArn: matching(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'the ARN of a KMS key'),
});

export const detectorProps: Description<DetectorProps> = {
  features: list('features', oneOf(detectorFeatures, { structure: true, source }), { max: detectorFeatures.length }),
  archive: object<FindingsArchive>({ bucket: bucketRef, key: archiveKeyRef }),
  publishingMinutes: optional(oneOfNumbers('minutes', [15, 60, 360], { structure: true, source }), '15'),
  agents: optional(
    list('agents', oneOf(agentManagements, { structure: true, source }), { max: agentManagements.length }),
    'none: each agent is installed by hand, which Fargate does not offer',
  ),
};
