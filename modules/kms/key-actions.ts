/** What a key's administrators may do: everything but use it, or allow its use past the policy (`kms:CreateGrant`). */
export const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:Delete*',
  'kms:Describe*',
  'kms:Disable*',
  'kms:Enable*',
  'kms:Get*',
  'kms:List*',
  'kms:Put*',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:Update*',
];
/** Of a multi-Region key its administrators may make replicas, each with a policy of its own, as they may change this one. */
export const replication = ['kms:ReplicateKey'];
const encryption = ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
/** To decrypt, and nothing else. */
export const decryption = ['kms:Decrypt', 'kms:DescribeKey'];
/** To encrypt and decrypt. */
export const use = [...new Set([...decryption, ...encryption])];
