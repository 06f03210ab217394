import { elided, keyOf, split, unknownPart, type AnyText } from '../model/text';
import type { Unknown } from '../model/value';
import type { Principal, Statement } from './document';
import { accountNamed } from './statement';

/** Who a principal of a resource policy is, seen from the account of the resource. */
export type Caller =
  | 'everyone'
  | 'own account'
  | 'other account'
  | 'service'
  | 'identity provider'
  | 'canonical user'
  | 'origin access identity'
  /** Of an account that may be the resource's own. */
  | 'unknown';

/** The principals of a statement. `NotPrincipal` is everyone except a few. */
export function namedBy({ principals = [], notPrincipals }: Statement): readonly Principal[] {
  return notPrincipals ? [{ type: '*', id: '*' }] : principals;
}

/** Whether a principal is everyone: `*`, or an account or service of `*`. */
export function isEveryone({ id }: Principal): boolean {
  return /^\*+$/.test(elided(id)) || /^arn:[^:]*:(iam|sts)::[*?]+:/.test(elided(id));
}

/** @param own the account of the resource, where the provider tells it */
export function callerOf(principal: Principal, own: AnyText): Caller {
  const { type, id, unknown } = principal;
  if (isEveryone(principal)) return 'everyone';
  if (unknown) return 'unknown';
  if (type === 'Service') return 'service';
  if (type === 'Federated') return 'identity provider';
  if (type === 'CanonicalUser') return 'canonical user';
  if (/^arn:[^:]*:iam::cloudfront:/.test(elided(id))) return 'origin access identity';
  const account = accountNamed(id) ?? split(id, ':')[4];
  if (account === undefined || account === '') return unknownPart(id) ? 'unknown' : 'own account';
  if (keyOf(account) === keyOf(own)) return 'own account';
  return typeof account === 'string' && typeof own === 'string' ? 'other account' : 'unknown';
}

/** What would have to be known of a principal. */
export function unknownOf({ id, unknown }: Principal, own: AnyText): Unknown | undefined {
  return unknown ?? unknownPart(id) ?? unknownPart(own);
}
