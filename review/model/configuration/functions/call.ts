import { identityOf } from '../../text';
import { isList, isMap, Unknown, type Value } from '../../value';
import { computed } from '../computed';
import { Invalid } from '../invalid';
import type { Evaluates, Scope } from '../scope';
import { Stop, type TerraformFunction } from './arguments';
import { collections } from './collections';
import { encoding, sensitivity } from './encoding';
import { fileFunctions, type FileReader } from './files';
import { formats } from './format';
import { networks } from './network';
import { numbers } from './numbers';
import { sets } from './sets';
import { strings } from './strings';

export type { FileReader } from './files';

/** What evaluates, with the files that it may read. */
type EvaluatesFiles = Evaluates & { readonly files?: FileReader | undefined };

const pure: ReadonlyMap<string, TerraformFunction> = new Map([
  ...collections,
  ...encoding,
  ...formats,
  ...networks,
  ...numbers,
  ...sensitivity,
  ...sets,
  ...strings,
]);

/** Containers that hold what is not known, and texts that show the rest. */
const takesUnknown: ReadonlySet<string> = new Set([
  ...['format', 'formatlist', 'join', 'jsonencode', 'jsondecode', 'yamlencode', 'coalesce', 'contains'],
  ...['base64decode', 'base64encode', 'base64gzip', 'chomp', 'endswith', 'indent', 'startswith', 'trimspace'],
]);

/** What leaves a value as it is. */
const keepsText: ReadonlySet<string> = new Set(['sensitive', 'nonsensitive', 'ephemeralasnull', 'tostring']);

/** Whether a function looks at its arguments itself. */
export function isLazy(name: string): boolean {
  return name === 'try' || name === 'can';
}

/** The functions of each evaluator: file functions read its folder. */
const ofFiles = new WeakMap<EvaluatesFiles, ReadonlyMap<string, TerraformFunction>>();

/** Calls a function of Terraform. Unknown arguments make the result unknown, but for containers, which hold them. */
export function callFunction(
  name: string,
  given: readonly (() => Value)[],
  evaluator: EvaluatesFiles,
  _scope: Scope,
): Value {
  const bare = name.replace(/^core::/, '');
  if (bare === 'try') return firstValid(given);
  if (bare === 'can') return isValid(given[0]);
  const called = pure.get(bare) ?? filesOf(evaluator).get(bare);
  if (!called) return new Unknown(`${name}() cannot be evaluated`);
  const values = given.map((one) => one());
  const unknown = takesUnknown.has(bare)
    ? undefined
    : values.find((value): value is Unknown => value instanceof Unknown);
  const how = () => `${bare}(${values.map(identityOf).join(', ')})`;
  if (unknown) return keepsText.has(bare) ? unknown : computed(unknown, how);
  try {
    return called(...values);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return error.value instanceof Invalid
      ? new Invalid(`${name}(): ${error.value.because}`)
      : computed(withName(name, error.value), how);
  }
}

function filesOf(evaluator: EvaluatesFiles): ReadonlyMap<string, TerraformFunction> {
  let known = ofFiles.get(evaluator);
  if (!known) ofFiles.set(evaluator, (known = new Map(fileFunctions(evaluator.files, evaluator))));
  return known;
}

function withName(name: string, unknown: Unknown): Unknown {
  return unknown.because.startsWith('it ') ? new Unknown(`${name}(): ${unknown.because}`) : unknown;
}

/** The first argument that Terraform would take: one that is not known may be, so it decides. */
function firstValid(given: readonly (() => Value)[]): Value {
  for (const one of given) {
    const value = one();
    if (!holdsInvalid(value)) return value;
  }
  return new Invalid('try(): no argument can be evaluated');
}

function isValid(one: (() => Value) | undefined): Value {
  const value = one?.() ?? null;
  if (holdsInvalid(value)) return false;
  return value instanceof Unknown ? value : true;
}

function holdsInvalid(value: Value): boolean {
  if (isList(value)) return value.some(holdsInvalid);
  return value instanceof Invalid || (isMap(value) && Object.values(value).some(holdsInvalid));
}
