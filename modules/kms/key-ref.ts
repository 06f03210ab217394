import { arn, reference, type Prop } from '../props';

/** A customer managed KMS key that another module or stack made. */
export interface KeyRef {
  /** The key's ARN: `arn:aws:kms:<region>:<account>:key/<id>`. */
  readonly keyArn: string;
  /** Asymmetric and HMAC keys have it, which services of AWS cannot encrypt with. */
  readonly keySpec?: undefined;
}

const anyKey = reference<{ readonly keyArn: string }>('a KMS key', {
  keyArn: arn('a KMS key', 'kms', /^key\/[\w-]+$/),
});

/** AWS services that are integrated with KMS use symmetric encryption keys alone. Source: KMS API reference, CreateKey, KeySpec. */
export const keyRef: Prop<KeyRef> = {
  ...anyKey,
  source: 'KMS API reference, CreateKey, KeySpec',
  problems(found, prop) {
    const problems = anyKey.problems(found, prop);
    const spec = problems.length === 0 ? (found as { readonly keySpec?: unknown }).keySpec : undefined;
    if (spec === undefined) return problems;
    return [{ prop, expected: 'a symmetric KMS key, the only kind that services of AWS encrypt with', found: spec }];
  },
};

/** A key of which another region can have a replica: a `Key` with `multiRegion`. */
export interface PrimaryKeyRef extends KeyRef {
  readonly region: string;
  readonly multiRegion: boolean;
}
