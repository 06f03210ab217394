import { holdsAll, isSame, type State } from '../terraform/state';

/** What bootstrap has to do, from the states in the bucket and on this machine. */
export type Decision =
  /** The bucket has the state: apply from there. */
  | { readonly kind: 'in the bucket'; readonly leftover: 'none' | 'same' | 'older' }
  /** Apply here, then move it in. */
  | { readonly kind: 'to be moved' }
  /** Two states of different things, and no telling which one is true. */
  | { readonly kind: 'conflict' };

/**
 * @param remote what the bucket has; undefined where there is none, or nothing in it.
 * @param local what this machine has, likewise.
 */
export function decide(remote: State | undefined, local: State | undefined): Decision {
  if (!remote) return { kind: 'to be moved' };
  if (!local) return { kind: 'in the bucket', leftover: 'none' };
  if (isSame(remote, local)) return { kind: 'in the bucket', leftover: 'same' };
  return holdsAll(remote, local) ? { kind: 'in the bucket', leftover: 'older' } : { kind: 'conflict' };
}
