import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { KmsReplicaKey } from '@cdktf/provider-aws/lib/kms-replica-key';
import { isOn, type OptOut } from '../opt-out';

/** Keeps a key with which something stays readable: a tag says what, and Terraform refuses to destroy it. */
export function protect(
  key: KmsKey | KmsReplicaKey,
  keepsReadable: string | undefined,
  optOuts: { readonly deletionProtection?: OptOut } | undefined,
): void {
  if (keepsReadable === undefined) return;
  key.tags = { 'keeps-readable': keepsReadable };
  if (isOn(key, 'deletion_protection', optOuts?.deletionProtection)) key.lifecycle = { preventDestroy: true };
}
