import { keyAlias, list, object } from '../props';
import { policyText } from './policy-statement';

/** What records what is done in the account: what bounded roles may read the configuration of, and nothing else. */
export interface RecordRef {
  /** Its buckets, log groups, alarms and topics, by ARN; with `*` for what is in them. */
  readonly arns: readonly string[];
  /** The alias of the key that encrypts it, without `alias/`. */
  readonly keyAlias: string;
}

export const recordRef = object<RecordRef>({
  arns: list('ARNs', policyText('an ARN of one service', /^arn:aws:[a-z0-9-]+:.*[^*].*$/), { min: 1, max: 20 }),
  keyAlias,
});
