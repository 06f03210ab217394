import { Unknown } from '../model/value';

/** True, false, or `Unknown` with the missing information. */
export type Truth = boolean | Unknown;

export function not(truth: Truth): Truth {
  return truth instanceof Unknown ? truth : !truth;
}

/** True if it is true of one, else the first unknown, else false. */
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

/** False if it is false of one, else the first unknown, else true. */
export function every<T>(items: Iterable<T>, holds: (item: T, index: number) => Truth): Truth {
  return not(some(items, (item, index) => not(holds(item, index))));
}

export function and(...truths: readonly Truth[]): Truth {
  return every(truths, (truth) => truth);
}

export function or(...truths: readonly Truth[]): Truth {
  return some(truths, (truth) => truth);
}
