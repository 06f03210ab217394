import { isKnown, tokenInText } from './error';
import type { Prop } from './prop';
import { inherited, unsafeIn } from './unsafe-text';

/** What a description has besides the values. */
export interface About {
  /** Whether it decides what is created. @default false: the prop is a value, which may be a token */
  readonly structure?: boolean;
  /** The page of AWS's documentation that a bound or a grammar comes from. */
  readonly source?: string;
}

/** Text that `ok` accepts. @param expected in words that follow "expected" */
export function text(
  expected: string,
  ok: (value: string) => boolean,
  { structure, source }: About = {},
): Prop<string> {
  return {
    expected,
    known: structure ? 'structure' : 'value',
    ...(source && { source }),
    problems(found, prop) {
      if (typeof found !== 'string') return [{ prop, expected, found }];
      if (!isKnown(found)) {
        if (structure) return [{ prop, expected: `${expected}, known at synthesis`, found }];
        const problem = unsafeIn(found.replaceAll(tokenInText, ''));
        return problem ? [{ prop, expected: `text ${problem}`, found }] : [];
      }
      const unsafe = unsafeIn(found);
      if (unsafe) return [{ prop, expected: `text ${unsafe}`, found }];
      if (structure && inherited.has(found)) return [{ prop, expected: notInherited, found }];
      return ok(found) ? [] : [{ prop, expected, found }];
    },
  };
}

const notInherited = 'a name that is not a member of every JavaScript object';

/** Text that matches a pattern. */
export function matching(pattern: RegExp, expected: string, about: About = {}): Prop<string> {
  return text(expected, (value) => pattern.test(value), about);
}

/** A sentence for people: a purpose, a description, a reason. */
export function sentence(what: string, { max = 256, ...about }: About & { readonly max?: number } = {}): Prop<string> {
  return text(`${what}, 1 to ${max} characters`, (value) => value.trim() !== '' && value.length <= max, about);
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[], about: About = { structure: true }): Prop<T> {
  const known: readonly string[] = words;
  return text(`one of ${words.join(', ')}`, (value) => known.includes(value), about) as Prop<string> as Prop<T>;
}
