import { Unknown } from '../model/value';

/** Three-valued: what is neither true nor false says what would have to be known. */
export type Truth = boolean | Unknown;

export function not(truth: Truth): Truth {
  return truth instanceof Unknown ? truth : !truth;
}

/** True of one, else the first that is not known, else false. */
export function some<T>(items: Iterable<T>, holds: (item: T, index: number) => Truth): Truth {
  let unknown: Unknown | undefined;
  let index = 0;
  for (const item of items) {
    const truth = holds(item, index++);
    if (truth === true) return true;
    if (truth instanceof Unknown) unknown ??= truth;
  }
  return unknown ?? false;
}

/** False of one, else the first that is not known, else true. */
export function every<T>(items: Iterable<T>, holds: (item: T, index: number) => Truth): Truth {
  return not(some(items, (item, index) => not(holds(item, index))));
}

export function and(...truths: readonly Truth[]): Truth {
  return every(truths, (truth) => truth);
}

export function or(...truths: readonly Truth[]): Truth {
  return some(truths, (truth) => truth);
}
