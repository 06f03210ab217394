import { keyAlias as alias, matching, object } from '../props';
import type { PolicyStatement } from './policy-statement';
import type { RecordRef } from './record-ref';
import type { StateRef } from './state-ref';

/** Vaults of one name in any region, and their keys, of one alias. */
export interface BackupsRef {
  readonly vaultName: string;
  /** Without `alias/`. */
  readonly keyAlias: string;
}

export const backupsRef = object<BackupsRef>({
  vaultName: matching(/^[\w-]{2,50}$/, '2 to 50 letters, digits, - and _', { structure: true }),
  keyAlias: alias,
});

/** State is for CI alone, which keeps old ones. */
export function stateIsKept(account: string, state: StateRef): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${state.bucket}`;
  const replica = `arn:aws:s3:::${state.replica}`;
  return [
    ...(state.replica === undefined
      ? []
      : [{ Sid: 'StateReplicaIsKept', Effect: 'Deny' as const, Action: 's3:*', Resource: [replica, `${replica}/*`] }]),
    {
      Sid: 'StateIsForCi',
      Effect: 'Deny',
      Action: 's3:*',
      Resource: [bucket, `${bucket}/*`],
      Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/ci/*` } },
    },
    {
      Sid: 'StateBucketIsKept',
      Effect: 'Deny',
      NotAction: ['s3:DeleteObject', 's3:Get*', 's3:List*', 's3:PutObject'],
      Resource: [bucket, `${bucket}/*`],
    },
    // Locks are deleted after each run, states never.
    { Sid: 'StatesAreKept', Effect: 'Deny', Action: 's3:DeleteObject', Resource: `${bucket}/*.tfstate` },
    {
      Sid: 'StateKeyIsKept',
      Effect: 'Deny',
      NotAction: ['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:Get*', 'kms:List*'],
      Resource: `arn:aws:kms:*:${account}:key/*`,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${state.keyAlias}` } },
    },
  ];
}

/** What Terraform reads of a bucket, an alarm, a log group, a rule, a queue and a topic; no object, event or message. */
const configurationReads = [
  ...['cloudwatch:Describe*', 'cloudwatch:List*', 'events:Describe*', 'events:List*', 'logs:Describe*', 'logs:List*'],
  ...['s3:GetBucket*', 's3:Get*Configuration', 's3:ListBucket', 'sns:Get*', 'sns:List*', 'sqs:Get*', 'sqs:List*'],
];

/** The record is configured by administrators alone, who alone read it. */
export function recordIsKept(account: string, { arns, keyAlias }: RecordRef): PolicyStatement[] {
  return [
    { Sid: 'RecordIsKept', Effect: 'Deny', NotAction: configurationReads, Resource: arns },
    {
      Sid: 'RecordKeyIsKept',
      Effect: 'Deny',
      NotAction: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
      Resource: `arn:aws:kms:*:${account}:key/*`,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${keyAlias}` } },
    },
  ];
}

/** What is in a vault, its policy keeps. */
export function backupsAreKept(account: string, { vaultName, keyAlias }: BackupsRef): PolicyStatement[] {
  return [
    {
      Sid: 'BackupsAreKept',
      Effect: 'Deny',
      Action: 'backup:DeleteBackupVault*',
      Resource: `arn:aws:backup:*:${account}:backup-vault:${vaultName}`,
    },
    {
      Sid: 'BackupKeysAreKept',
      Effect: 'Deny',
      Action: ['kms:DeleteAlias', 'kms:DisableKey', 'kms:ScheduleKeyDeletion', 'kms:UpdateAlias'],
      Resource: `arn:aws:kms:*:${account}:key/*`,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${keyAlias}` } },
    },
  ];
}
