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
/** Of these, what a service does with a data key, whose encryption context it names. */
export const useInContext = ['kms:Decrypt', 'kms:GenerateDataKey*'];
/** What administrators may do with a key that cannot be rotated by itself: an asymmetric or HMAC key, and a replica, whose material is its primary's. */
export const administrationWithoutRotation = administration.filter((action) => action !== 'kms:RotateKeyOnDemand');

// By the kind of key. Source: KMS developer guide, Key type reference.
const publicKey = ['kms:GetPublicKey', 'kms:DescribeKey'];
export const signing = ['kms:Sign', ...publicKey];
export const verification = ['kms:Verify', ...publicKey];
export const publicEncryption = ['kms:Encrypt', ...publicKey];
export const agreement = ['kms:DeriveSharedSecret', ...publicKey];
export const macGeneration = ['kms:GenerateMac', 'kms:DescribeKey'];
export const macVerification = ['kms:VerifyMac', 'kms:DescribeKey'];
