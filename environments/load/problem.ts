import { withVisible } from '../../modules/props/unsafe-text';

/** What is wrong with one field of one environment. */
export interface Problem {
  /** `environments/prod.ts` */
  readonly file: string;
  /** `network.zones[2]`; empty when it is the environment as a whole. */
  readonly field: string;
  /** In words: `a /16 to /22 in private space`. */
  readonly expected: string;
  /** As written in the file: `"8.8.8.0/24"`; `nothing` where nothing is. */
  readonly found: string;
}

/** What is wrong at one place of an environment. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
  /** @default the value at `path` */
  readonly found?: string;
  /**
   * What cannot be judged by laws because of it.
   * @default what is at `path`
   */
  readonly within?: readonly PropertyKey[];
}

/** An environment as it was read: plain data, not yet known to be one. */
export interface Reading {
  readonly file: string;
  readonly value: unknown;
}

export function problem({ file, value }: Reading, { path, expected, found }: Finding): Problem {
  return { file, field: fieldName(path), expected, found: render(found ?? at(value, path)) };
}

/** Every problem of every environment, in one message: a line for each, then what to do. */
export class EnvironmentProblems extends Error {
  constructor(readonly problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const advice = `${count}; nothing was written. environments/schema.ts describes each field.`;
    super([...problems.map(line), advice].join('\n'));
    this.name = 'EnvironmentProblems';
  }
}

/** The name of a field by the path to it: `databases.main.readReplicas[0]`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    const isPlain = /^[\w-]+$/.test(String(key));
    return `${name}${isPlain && name ? '.' : ''}${isPlain ? String(key) : `[${render(String(key))}]`}`;
  }, '');
}

/** A value in one short line. A symbol stands for what cannot be written down: its description says what that was. */
export function render(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'symbol') return value.description ?? 'a symbol';
  if (typeof value === 'number') return String(value);
  const written = withVisible(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'symbol' ? part.description : typeof part === 'number' ? jsonNumber(part) : part,
    ),
  );
  return written.length > 120 ? `${written.slice(0, 119)}…` : written;
}

function line({ file, field, expected, found }: Problem): string {
  return `${[file, field].filter(Boolean).join(': ')}: expected ${expected}, found ${found}`;
}

/** JSON would write NaN and Infinity as null. */
function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
