import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { severities, type Rule } from '../../review/engine/rule';
import { rules } from '../../policies/rules';

const folder = 'policies/rules';
const services = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'support')
  .map(({ name }) => name);
const read = (file: string) => readFileSync(file, 'utf8');
const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The rules of the tree by their file, as they are exported; files without a rule are helpers. */
const files = services.flatMap((service) =>
  readdirSync(path.join(folder, service))
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => ({ service, name: file.slice(0, -3), file: path.join(folder, service, file) }))
    .filter(({ file }) => read(file).includes('defineRule(')),
);
const isRule = (value: unknown): value is Rule => typeof value === 'object' && value !== null && 'check' in value;
const exported = (file: string): Record<string, unknown> => jest.requireActual(path.resolve(file));
const ids = (some: readonly Rule[]) => some.map(({ id }) => id);
const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe('a rule', () => {
  test.each(files)('$service/$name is one file, one id and one export', (place) => {
    const found = Object.entries(exported(place.file)).filter(([, value]) => isRule(value)) as [string, Rule][];
    expect(found.map(([name, { id }]) => [name, id])).toEqual([
      [camelCase(place.name), `${place.service}/${place.name}`],
    ]);
  });

  test('is listed by its service, and nothing else is', () => {
    const listed = services.flatMap((service) => {
      const index = exported(path.join(folder, service, 'index.ts'));
      // `module` is a name of Node's own.
      const list = service === 'module' ? 'moduleRules' : camelCase(service);
      return (index[list] as readonly Rule[] | undefined) ?? [];
    });
    expect(ids(listed).sort()).toEqual(files.map(({ service, name }) => `${service}/${name}`).sort());
  });

  test('is part of the review, once', () => {
    expect(ids(rules).sort()).toEqual(files.map(({ service, name }) => `${service}/${name}`).sort());
  });

  test('has an id and aliases of its own', () => {
    expect(twice(rules.flatMap(({ id, aliases }) => [id, ...aliases]))).toEqual([]);
  });

  test('replaces no rule that exists', () => {
    const names = new Set(rules.flatMap(({ id, aliases }) => [id, ...aliases]));
    expect(rules.flatMap(({ replaces = [] }) => replaces.filter((old) => names.has(old)))).toEqual([]);
  });

  test('has a title that says what should be, as those of AWS Security Hub do', () => {
    expect(ids(rules.filter(({ title }) => !/ should /.test(title) || /\.$/.test(title)))).toEqual([]);
  });

  test('has a reason and a fix in sentences', () => {
    expect(ids(rules.filter(({ why, fix }) => !/[.]$/.test(why) || !/[.]$/.test(fix)))).toEqual([]);
  });

  test('has one of the severities', () => {
    expect(ids(rules.filter(({ severity }) => !severities.includes(severity)))).toEqual([]);
  });

  test('judges resource types of the AWS provider, or a scope', () => {
    const scopes = ['@environment', '@account', '@region', '@root', '@module'];
    const exists = (type: string) =>
      scopes.includes(type) || existsSync(`node_modules/@cdktf/provider-aws/lib/${classFolder(type)}`);
    const unknown = rules.flatMap(({ id, resources }) =>
      resources.filter((type) => !exists(type)).map((type) => `${id}: ${type}`),
    );
    expect(unknown).toEqual([]);
  });
});

/** Where the provider's class of a type is: `aws_s3_bucket` in `s3-bucket`, `data.aws_ami` in `data-aws-ami`. */
function classFolder(type: string): string {
  return type
    .replace(/^data\.aws_/, 'data_aws_')
    .replace(/^aws_/, '')
    .replaceAll('_', '-');
}

describe('the length', () => {
  const lengthOf = (file: string) => read(file).split('\n').length - 1;
  /** The examples do not count. */
  const withoutExamples = (file: string) =>
    read(file)
      .replace(/\n {2}examples: \{[^]*?\n {2}\},/, '')
      .split('\n').length - 1;

  /** Rules that are longer than 60 lines, by how much they may be. Put helpers of a new rule into a file beside it instead. */
  const longer: Readonly<Record<string, number>> = {
    'backup/copied-to-other-region': 80,
    'cloudtrail/bucket-not-public': 75,
    'cloudwatch/cis-alarms': 80,
    'iam/oidc-trust-is-pinned': 73,
    'rds/force-tls': 75,
    's3/incomplete-uploads-end': 65,
    'secrets/no-literal': 100,
    'sqs/dead-letter-queue': 65,
  };

  test('of a rule is 60 lines without its examples', () => {
    const long = files
      .map(({ service, name, file }) => ({ id: `${service}/${name}`, lines: withoutExamples(file) }))
      .filter(({ id, lines }) => lines > (longer[id] ?? 60));
    expect(long).toEqual([]);
  });

  test('of any other file of the policies is 200 lines', () => {
    const ofRules = new Set(files.map(({ file }) => file));
    const long = readdirSync('policies', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !ofRules.has(file) && lengthOf(file) > 200);
    expect(long).toEqual([]);
  });
});
