import type { Change } from './change';

type Literal = Readonly<Record<string, unknown>>;

/** An environment after a change of one of its fields. */
export interface Edited {
  readonly from: unknown;
  /** `undefined` where the entry is taken out. */
  readonly to: unknown;
  readonly environment: Literal;
}

/**
 * Makes a change.
 *
 * @param field with `*` for a name: `databases.*.multiAz`
 */
export function edit(environment: object, field: string, { name, to, with: also = {} }: Change): Edited {
  const path = namesIn(environment as Literal, field.split('.'), name);
  const from = path.reduce<unknown>((value, key) => (value as Literal | undefined)?.[key], environment);
  const value: unknown = typeof to === 'function' ? (to as (from: unknown) => unknown)(from) : to;
  const changed = Object.entries(also).reduce<Literal>(
    (whole, [other, its]) => put(whole, namesIn(whole, other.split('.'), name), its),
    put(environment as Literal, path, value),
  );
  return { from, to: value, environment: changed };
}

/** A change in words: `db.r7g.xlarge → db.r7g.2xlarge`. */
export function titleOf({ from, to }: Edited, { title, on, alone }: Change): string {
  const words = title ?? `${valueText(from)} → ${valueText(to)}`;
  const where = [on, alone && 'of the only environment'].filter(Boolean);
  return where.length === 0 ? words : `${words} (${where.join(', ')})`;
}

/** What a change is called in `planned.json`. */
export function caseOf(field: string, title: string): string {
  return `${field}: ${title}`;
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'off' in value) return 'off';
  return JSON.stringify(value)
    .replace(/"(\w+)":/g, '$1: ')
    .replaceAll('"', "'")
    .replaceAll(',', ', ');
}

/** The keys of a path: in the place of each `*` its name, or the first that is there. */
function namesIn(whole: Literal, steps: readonly string[], name: Change['name'] = []): string[] {
  const names = [name].flat();
  let value: unknown = whole;
  return steps.map((step) => {
    const [first = step] = Object.keys((value ?? {}) as Literal);
    const key = step === '*' ? (names.shift() ?? first) : step;
    value = (value as Literal | undefined)?.[key];
    return key;
  });
}

function put(whole: Literal, [first = '', ...rest]: readonly string[], value: unknown): Literal {
  if (rest.length > 0) return { ...whole, [first]: put((whole[first] ?? {}) as Literal, rest, value) };
  const { [first]: _, ...others } = whole;
  return value === undefined ? others : { ...whole, [first]: value };
}
