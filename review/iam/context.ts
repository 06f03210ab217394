import type { AnyText } from '../model/text';
import { Text, Unknown } from '../model/value';

/** What is known of a condition key in a request: its values, that it is absent, or why it is not known. */
export type KeyValue = readonly AnyText[] | undefined | Unknown;

/** The keys of a request. Case does not matter in their names. */
export interface RequestContext {
  readonly value: (key: string) => KeyValue;
  /** Whether who asks may choose the value as a statement likes it: a condition on it stops nobody. */
  readonly isChosen?: (key: string) => boolean;
}

/** As it is written: a value, several, `null` for absent, or unknown. */
export type ContextValues = Readonly<Record<string, AnyText | readonly AnyText[] | null | Unknown>>;

/** Decides keys by their name, in lower case; `'unsaid'` leaves a key to the next one. */
export type ContextLookup = (key: string) => KeyValue | 'unsaid';

/**
 * A request context from several lookups; the first that has a key decides.
 *
 * @param otherwise what keys are that nobody names
 */
export function contextOf(
  otherwise: 'absent' | 'unknown',
  ...layers: readonly (ContextValues | ContextLookup)[]
): RequestContext {
  const lookups = layers.map((layer) => (typeof layer === 'function' ? layer : lookupIn(layer)));
  return {
    value: (key) => {
      const name = key.toLowerCase();
      for (const lookup of lookups) {
        const found = lookup(name);
        if (found !== 'unsaid') return found;
      }
      return otherwise === 'absent' ? undefined : new Unknown(key);
    },
  };
}

/** What is written, as a function: for keys that many requests share. */
export function lookupIn(values: ContextValues): ContextLookup {
  const known = new Map<string, KeyValue>();
  for (const [key, value] of Object.entries(values)) {
    known.set(key.toLowerCase(), value === null ? undefined : isText(value) ? [value] : value);
  }
  return (key) => (known.has(key) ? known.get(key) : 'unsaid');
}

function isText(value: AnyText | readonly AnyText[] | Unknown): value is AnyText {
  return typeof value === 'string' || value instanceof Text;
}
