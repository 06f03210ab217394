import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const read = (file: string) => readFileSync(file, 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json'));
const packages: [string, string][] = Object.entries({ ...dependencies, ...devDependencies });

describe('dependencies', () => {
  const reasons = read('docs/decisions/dependencies.md');

  test('are pinned exactly', () => {
    expect(packages.filter(([, version]) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test.each(packages)('%s %s has its reason', (name, version) => {
    const line = reasons.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${name}\``));
    expect(line).toContain(version.replace(/^npm:.*@/, ''));
  });
});

test('the lock file names no download address', () => {
  expect(read('package-lock.json')).not.toContain('"resolved": "http');
});

test('the lock file is whole for every platform: without an entry for each optional package, `npm ci` refuses', () => {
  const locked: Record<string, { optionalDependencies?: object }> = JSON.parse(read('package-lock.json')).packages;
  const names = new Set(Object.keys(locked).map((place) => place.replace(/^.*node_modules\//, '')));
  const missing = Object.entries(locked).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map((name) => `${place}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('every decision is in the index', () => {
  const index = read('docs/decisions/README.md');
  const missing = readdirSync('docs/decisions').filter((file) => file !== 'README.md' && !index.includes(`(${file})`));
  expect(missing).toEqual([]);
});

test('every relative link in the documentation leads somewhere', () => {
  const broken = tracked
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target]) => target!)
        .filter((target) => !existsSync(path.join(path.dirname(file), target)))
        .map((target) => `${file}: ${target}`),
    );
  expect(broken).toEqual([]);
});

test('every npm script that the documentation names exists', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = tracked
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!));
  expect([...new Set(named)].filter((script) => !(script in scripts))).toEqual([]);
});

test('no environment is asked for by name outside environments/', () => {
  const asking = tracked
    .filter((file) => /^(main|stacks\/|modules\/|cli\/).*ts$/.test(file))
    .filter((file) => /===? ?'(dev|test|prod)'|\b(isProd|isDev)\b/.test(read(file)));
  expect(asking).toEqual([]);
});

const importsOf = (file: string) =>
  [...read(file).matchAll(/(?:from|import|import\(|require\() ?'([^']+)'/g)].map(([, target]) => target!);
const below = (...folders: readonly string[]) =>
  tracked.filter((file) => file.endsWith('.ts') && folders.some((folder) => file.startsWith(`${folder}/`)));

test.each([
  ['policies', ['policies', 'review']],
  ['review', ['review']],
  ['review/engine', ['review/engine', 'review/model', 'review/criticality', 'review/group-by', 'review/memoize']],
])('%s works on any Terraform: it imports no construct code, and only from %j', (folder, allowed) => {
  const outside = below(folder).flatMap((file) =>
    importsOf(file)
      .filter((target) =>
        target.startsWith('.')
          ? !allowed.some((one) => path.join(path.dirname(file), target).startsWith(one))
          : /^(cdktf|constructs|@cdktf\/provider-)/.test(target),
      )
      .map((target) => `${file}: ${target}`),
  );
  expect(outside).toEqual([]);
});

test('no file imports in a circle', () => {
  const files = new Set(tracked.filter((file) => /^(?!test|docs|bench|examples).*\.ts$/.test(file)));
  const edges = new Map(
    [...files].map((file) => {
      const targets = importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => path.join(path.dirname(file), target));
      return [file, targets.flatMap((t) => [`${t}.ts`, path.join(t, 'index.ts')].filter((one) => files.has(one)))];
    }),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (way.includes(file) || done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('policies and review read no clock, randomness or process environment: two people see the same findings', () => {
  const impure = below('policies', 'review').filter((file) =>
    /Date\.now|new Date\(\)|Math\.random|randomUUID|process\.env\b/.test(read(file)),
  );
  expect(impure).toEqual([]);
});

test('the provider is imported class by class', () => {
  const barrels = tracked
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /from '@cdktf\/provider-aws(\/lib)?'/.test(read(file)));
  expect(barrels).toEqual([]);
});

test('modules, stacks and environments read no clock, randomness, process environment or AWS data source', () => {
  const impure = tracked
    .filter((file) => /^(main|stacks\/|modules\/|environments\/).*ts$/.test(file))
    // The debug switch of a test and not of what is synthesized.
    .filter((file) => file !== 'stacks/lean-synthesis.ts')
    .filter((file) =>
      /Date\.now|new Date\(\)|Math\.random|randomUUID|process\.env\b|provider-aws\/lib\/data-/.test(read(file)),
    );
  expect(impure).toEqual([]);
});
