import { isKnown, type Problem } from './error';
import { join, read, type Prop } from './prop';
import { inherited } from './unsafe-text';

export interface ListOptions {
  /** @default 0 */
  readonly min?: number;
  readonly max: number;
  /** The page of AWS's documentation that the bound comes from. */
  readonly source?: string;
}

/** A list of distinct items. Its length is structure, also where its items are values. @param what in the plural: `zones` */
export function list<T>(what: string, item: Prop<T>, { min = 0, max, source }: ListOptions): Prop<readonly T[]> {
  const expected = `${min} to ${max} ${what}, each once`;
  return {
    expected,
    known: 'structure',
    item,
    ...(source && { source }),
    problems(found, prop) {
      if (!Array.isArray(found)) return [{ prop, expected, found }];
      if (!isKnown(found)) return [{ prop, expected: `${expected}, known at synthesis`, found }];
      if (found.length < min || found.length > max) return [{ prop, expected, found }];
      const problems = Array.from(found, (one, index) => item.problems(one, `${prop}[${index}]`)).flat();
      const repeated = found.findIndex((one, index) => found.indexOf(one) < index);
      return repeated < 0
        ? problems
        : [...problems, { prop: `${prop}[${repeated}]`, expected, found: found[repeated] }];
    },
  };
}

/** Things by name. The names become construct ids and parts of AWS's names, so they are structure. */
export function map<T>(
  what: string,
  name: Prop<string>,
  item: Prop<T>,
  { min = 0, max, source }: ListOptions,
): Prop<Readonly<Record<string, T>>> {
  const expected = `${min} to ${max} ${what} by name`;
  return {
    expected,
    known: 'structure',
    item,
    ...(source && { source }),
    problems(found, prop) {
      if (typeof found !== 'object' || found === null || Array.isArray(found) || !isKnown(found)) {
        return [{ prop, expected, found }];
      }
      const names = Object.keys(found);
      if (names.length < min || names.length > max) return [{ prop, expected, found }];
      return names.flatMap((key): readonly Problem[] => {
        const wrongName = inherited.has(key)
          ? [{ prop, expected: name.expected, found: key }]
          : name.problems(key, prop);
        return wrongName.length > 0 ? wrongName : item.problems(read(found, key), join(prop, key));
      });
    },
  };
}
