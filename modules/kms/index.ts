export { AsymmetricEncryptionKey, type AsymmetricEncryptionKeySpec } from './asymmetric-encryption-key';
export { HmacKey, type HmacKeySpec } from './hmac-key';
export { Key, type KeyProps } from './key';
export { KeyAgreementKey, type KeyAgreementKeySpec } from './key-agreement-key';
export type { KeyRef, PrimaryKeyRef } from './key-ref';
export { ReplicaKey, type ReplicaKeyProps } from './replica-key';
export { SigningKey, type SigningKeySpec } from './signing-key';
export type { SpecialKeyNodes, SpecialKeyProps } from './special-key';
