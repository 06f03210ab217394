import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { withVisible } from './unsafe-text';

/** What is wrong with one prop. */
export interface Problem {
  /** From the props that the caller gave: `capacity.readReplicas[1]`. */
  readonly prop: string;
  /** In words that follow "expected": `a whole number of days from 7 to 30`. */
  readonly expected: string;
  readonly found: unknown;
  /**
   * Where it is, when that is not the construct: `policies/reader.json:7:17`.
   * @default the construct
   */
  readonly at?: string;
}

/** Props that a module refuses: a line for each, with the construct, the prop, what was expected and what was found. */
export class PropsError extends Error {
  constructor(
    /** The construct that was given them, or what a function that has none was asked to write. */
    scope: IConstruct | string,
    readonly problems: readonly Problem[],
  ) {
    // A scope called Default is the module's own, and no part of addresses either.
    const path = typeof scope === 'string' ? scope : scope.node.path.replace(/\/Default(?=\/|$)/g, '');
    const line = ({ prop, expected, found, at }: Problem) =>
      `${at ?? path}: ${prop}: expected ${expected}, found ${render(found)}`;
    super(problems.map(line).join('\n'));
    this.name = 'PropsError';
  }
}

/** Throws a PropsError unless `ok`: for what depends on several props. What depends on one is in its description. */
export function assertProp(scope: IConstruct, prop: string, ok: boolean, expected: string, found: unknown): asserts ok {
  if (!ok) throw new PropsError(scope, [{ prop, expected, found }]);
}

/** Whether a value can be read now; a token stands for one that Terraform knows later. */
export function isKnown(value: unknown): boolean {
  return !Token.isUnresolved(value);
}

/** The references of CDKTF inside text, which Terraform replaces: `${TfToken[TOKEN.1]}`. */
export const tokenInText = /\$\{TfToken\[[^\]]*\]\}/g;

const longest = 120;
/** A value in one short line, whatever it is. */
function render(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`;
  if (isWholeToken(value)) return 'a value known only after apply';
  const text = withVisible(written(value).replaceAll(tokenInText, '<known after apply>'));
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function isWholeToken(value: unknown): boolean {
  if (isKnown(value)) return false;
  return typeof value !== 'string' || value.replaceAll(tokenInText, '') === '';
}

function written(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === 'number') return isKnown(part) ? jsonNumber(part) : '<known after apply>';
      return typeof part === 'bigint' || typeof part === 'symbol' ? `a ${typeof part}` : part;
    });
  } catch {
    return 'an object that cannot be written as JSON';
  }
}

/** JSON would write NaN and Infinity as null. */
function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
