import { PropsError, type Problem } from '../props';
import { identityProblems } from './identity-statements';
import { JsonFault, readJson, type JsonSource } from './json-source';
import type { PolicyStatement } from './policy-statement';

/** A policy document that is kept as a file of JSON. */
export interface PolicySource {
  /** The file, as errors name it: `policies/reader.json`. */
  readonly file: string;
  /** Its text. IAM's variables are written as IAM has them: `${aws:username}`. */
  readonly json: string;
}

/**
 * The statements of a policy document that is kept as a file, for `Role.addPolicy` and `ManagedPolicy`. They are held to what statements in code are, and to what
 * only a file can get wrong: JSON, members that are there twice, a version of 2008.
 *
 * @throws PropsError with every problem at its line and column: `policies/reader.json:7:17: Statement[0].Action[1]: expected …, found …`.
 */
export function parsePolicy({ file, json }: PolicySource): readonly PolicyStatement[] {
  const source = read(file, json);
  const { Version, Statement, ...others } = isObject(source.value) ? source.value : { Statement: undefined };
  const isOne = isObject(Statement);
  const statements = escaped(isOne ? [Statement] : Statement);
  const problems: Problem[] = [
    ...(Version === '2012-10-17' ? [] : [{ prop: 'Version', expected: '"2012-10-17"', found: Version }]),
    ...Object.keys(others)
      .filter((name) => name !== 'Id')
      .map((name) => ({ prop: name, expected: 'one of Version, Id, Statement', found: name })),
    ...identityProblems(statements, 'Statement'),
  ];
  if (problems.length === 0) return statements as readonly PolicyStatement[];
  throw new PropsError(
    file,
    problems.map((problem) => {
      const prop = isOne ? problem.prop.replace(/^Statement\[0\]/, 'Statement') : problem.prop;
      return { ...problem, prop, at: placeOf(source, file, prop) };
    }),
  );
}

/** IAM API reference, CreatePolicy, PolicyDocument. */
const longest = 131_072;
const aText = 'JSON of 131,072 characters or less';

function read(file: string, json: string): JsonSource {
  const isText = typeof json === 'string' && json.length <= longest;
  if (!isText) throw new PropsError(String(file), [{ prop: 'document', expected: aText, found: json }]);
  // IAM user guide, IAM and AWS STS quotas: what a policy document may contain.
  const other = /[^\t\n\r\u0020-\u00ff]/.exec(json);
  try {
    const source = readJson(json);
    if (other === null) return source;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { place, path, expected, found } = error;
    throw new PropsError(file, [
      { at: `${file}:${place.line}:${place.column}`, prop: path === '' ? 'document' : path, expected, found },
    ]);
  }
  const before = json.slice(0, other.index).split('\n');
  const at = `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  throw new PropsError(file, [{ at, prop: 'document', expected: 'characters up to U+00FF', found: other[0] }]);
}

/** Of a member that is not there, where what should have it stands. */
function placeOf({ places }: JsonSource, file: string, prop: string): string {
  for (let path = prop; path !== ''; path = path.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, '')) {
    const place = places.get(path);
    if (place) return `${file}:${place.line}:${place.column}`;
    if (!/[.[]/.test(path)) break;
  }
  const { line, column } = places.get('') ?? { line: 1, column: 1 };
  return `${file}:${line}:${column}`;
}

/** Text in which Terraform leaves `${…}` for IAM. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${').replaceAll('%{', '%%{');
  if (Array.isArray(value)) return value.map(escaped);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, escaped(part)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
