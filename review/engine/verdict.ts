import { Reference, Unknown, type Value } from '../model/value';
import { asText } from '../model/configuration/evaluate';

export type Verdict = Pass | Fail | NotKnown;

export interface Pass {
  readonly status: 'pass';
}
export interface Fail {
  readonly status: 'fail';
  /** The attribute at fault, `ingress.0.cidr_blocks`; absent where the whole resource is. */
  readonly attribute?: string;
  /** In a few words that follow "expected": `true`, `a customer managed key`. */
  readonly expected: string;
  /** A few words that follow "found": `false`, `nothing`, `"0.0.0.0/0"`. */
  readonly found: string;
}
export interface NotKnown {
  readonly status: 'unknown';
  readonly attribute?: string;
  readonly expected: string;
  /** The value that would have to be known. */
  readonly because: string;
}

export const pass: Pass = { status: 'pass' };

export function fail(attribute: string | undefined, expected: string, found: Value | undefined): Fail {
  return { status: 'fail', ...(attribute && { attribute }), expected, found: quoted(found) };
}

/** Like `fail`, with the found value described in words. */
export function failing(attribute: string | undefined, expected: string, found: string): Fail {
  return { status: 'fail', ...(attribute && { attribute }), expected, found };
}

export function notKnown(attribute: string | undefined, expected: string, because: Unknown | string): NotKnown {
  return {
    status: 'unknown',
    ...(attribute && { attribute }),
    expected,
    because: typeof because === 'string' ? because : because.because,
  };
}

/** The verdict over several things that must all hold: what fails, else what is not known, else pass. */
export function all(verdicts: readonly Verdict[]): readonly Verdict[] {
  const failed = verdicts.filter(({ status }) => status === 'fail');
  const unknown = verdicts.filter(({ status }) => status === 'unknown');
  return failed.length > 0 ? [...failed, ...unknown] : unknown.length > 0 ? unknown : [pass];
}

/** The one of several verdicts that counts: the first that fails, else what is not known, else a pass. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.find(({ status }) => status === 'fail') ?? verdicts.find(({ status }) => status === 'unknown') ?? pass
  );
}

/** The verdict over several things of which one is enough: a pass, else what is not known, else the first that fails. */
export function any(verdicts: readonly Verdict[]): Verdict {
  for (const status of ['pass', 'unknown', 'fail'] as const) {
    const found = verdicts.find((verdict) => verdict.status === status);
    if (found) return found;
  }
  throw new Error('any() of no verdicts');
}

/**
 * A verdict of a part as one of the whole, in the words of the whole.
 *
 * @param found @default what was found of the part
 */
export function ofWhole(verdict: Verdict, expected: string, found?: string): Verdict {
  if (verdict.status === 'pass') return verdict;
  return verdict.status === 'unknown'
    ? notKnown(undefined, expected, verdict.because)
    : failing(undefined, expected, found ?? verdict.found);
}

/** A failure that is none unless something holds that is not known. */
export function unlessUnknown(verdict: Verdict, doubt: unknown): Verdict {
  return verdict.status === 'fail' && doubt instanceof Unknown
    ? notKnown(verdict.attribute, verdict.expected, doubt)
    : verdict;
}

/** A value as a message shows it: `nothing`, `"10.0.0.0/8"`, `aws_kms_key.data.arn`, cut at 80 characters. */
export function quoted(value: Value | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (value instanceof Reference) return value.toString();
  const text =
    value instanceof Unknown
      ? value.toString()
      : JSON.stringify(value, (_, part) => (part instanceof Reference ? asText(part) : part));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
