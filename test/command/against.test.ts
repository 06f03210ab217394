import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baselineOf } from '../../cli/review/against';
import type { Baseline } from '../../review/assessment/changes';
import { processIo } from '../../cli/io';
import { factsFor } from '../../review/engine/environment-facts';
import { graphOfStacks } from '../../review/model/load';
import { judge } from '../../review/assessment/judge';
import { storageEncrypted } from '../../policies/rules/rds/storage-encrypted';

let root: string;
const judging = {
  rules: [storageEncrypted],
  date: '2026-11-21',
  environments: ['prod', 'dev'],
  factsOf: (name: string) => factsFor(name, 'critical'),
};
const io = { ...processIo(false), stdout: { write: () => true }, stderr: { write: () => true } };
/** What a commit is compared as. */
const baseline = (given: string, at = root, only = '') => {
  const args = ['bin/run.cjs', 'test/support/baseline.ts', at, given, only];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Baseline & { error?: string };
};
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    cwd: root,
    encoding: 'utf8',
  });

/** A project whose app writes the stacks that its files say. */
const app = `
const { mkdirSync, writeFileSync } = require('node:fs');
const out = process.env.CDKTF_OUTDIR;
const stacks = require('./stacks.json');
for (const [name, json] of Object.entries(stacks)) {
  mkdirSync(out + '/stacks/' + name, { recursive: true });
  writeFileSync(out + '/stacks/' + name + '/cdk.tf.json', JSON.stringify(json));
}
const manifest = Object.keys(stacks).map((name) => [name, { name, dependencies: [], synthesizedStackPath: 'stacks/' + name + '/cdk.tf.json' }]);
writeFileSync(out + '/manifest.json', JSON.stringify({ stacks: Object.fromEntries(manifest) }));
`;
const stack = (encrypted: boolean) => ({
  terraform: {},
  resource: { aws_db_instance: { main: { storage_encrypted: encrypted } } },
});
const write = (stacks: object) => writeFileSync(join(root, 'stacks.json'), JSON.stringify(stacks));

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'terrace-repository-'));
  writeFileSync(join(root, 'cdktf.json'), JSON.stringify({ app: 'node app.js' }));
  writeFileSync(join(root, 'app.js'), app);
  write({ 'prod-data': stack(false), 'dev-data': stack(true) });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  write({ 'prod-data': stack(true) });
});
afterAll(() => rmSync(root, { recursive: true }));

describe('a commit', () => {
  test('is synthesized as it was, and judged as today', () => {
    const { label, findings, postures } = baseline('main');
    expect(label).toMatch(/^main \([0-9a-f]{7}\)$/);
    expect(findings.map(({ environment, status }) => [environment, status])).toEqual([
      ['prod', 'fail'],
      ['dev', 'pass'],
    ]);
    expect(postures.map(({ environment, resources }) => [environment, resources.length])).toEqual([
      ['prod', 1],
      ['dev', 1],
    ]);
  });

  test('leaves the working tree, its index and the temporary folder as they were', () => {
    const before = [
      git('status', '--porcelain'),
      readdirSync(tmpdir()).filter((name) => name.startsWith('terrace-against-')),
    ];
    baseline('HEAD');
    const after = [
      git('status', '--porcelain'),
      readdirSync(tmpdir()).filter((name) => name.startsWith('terrace-against-')),
    ];
    expect(after).toEqual(before);
    expect(before[0]).toBe(' M stacks.json\n');
  });

  test('says nothing of an environment that is not judged', () => {
    const { findings, postures } = baseline('main', root, 'prod');
    expect(findings.map(({ environment }) => environment)).toEqual(['prod']);
    expect(postures.map(({ environment }) => environment)).toEqual(['prod']);
  });

  test('of which the project is a folder is synthesized there', () => {
    const inner = join(root, 'platform');
    mkdirSync(inner);
    for (const file of ['cdktf.json', 'app.js']) execFileSync('cp', [join(root, file), inner]);
    writeFileSync(join(inner, 'stacks.json'), JSON.stringify({ 'prod-data': stack(true) }));
    git('add', '.');
    git('commit', '--quiet', '-m', 'inner');
    const { findings } = baseline('HEAD', inner);
    expect(findings.map(({ status }) => status)).toEqual(['pass']);
    git('reset', '--quiet', '--hard', 'HEAD~1');
  });

  test.each([
    ['nowhere', '--against nowhere: expected a file with a report, or a commit of this repository'],
    ['--output', '--against --output: expected a file with a report, or a commit of this repository'],
  ])('named %s is refused', (ref, message) => {
    expect(baseline(ref).error).toBe(message);
  });

  test('that does not synthesize says so', () => {
    write({});
    writeFileSync(join(root, 'app.js'), "console.error('environments/prod.ts: no'); process.exit(2)");
    git('commit', '--quiet', '-am', 'broken');
    expect(baseline('HEAD').error).toBe('--against HEAD: that commit does not synthesize: environments/prod.ts: no');
    git('reset', '--quiet', '--hard', 'HEAD~1');
  });
});

describe('a report', () => {
  const file = () => join(root, 'report.json');
  const read = () => baselineOf('report.json', judging, undefined, { ...io, cwd: root });

  test('that was kept is read back', async () => {
    const graph = await graphOfStacks([{ name: 'prod-data', environment: 'prod', file: 'x', json: stack(false) }]);
    const report = judge(graph, { ...judging, postures: true });
    writeFileSync(file(), JSON.stringify(report));
    expect(await read()).toEqual({
      label: 'report.json of 2026-11-21',
      findings: report.findings,
      postures: report.postures,
    });
  });

  test.each([
    ['{"findings"', '--against report.json: is not JSON: '],
    ['[]', '--against report.json: is not a report of terrace'],
    [
      '{"formatVersion":2,"date":"x","findings":[{}],"postures":[]}',
      '--against report.json: is not a report of terrace',
    ],
    [
      '{"formatVersion":3,"date":"x","findings":[],"postures":[]}',
      '--against report.json: expected a report of format 2, found 3',
    ],
    [
      '{"formatVersion":1,"date":"x","findings":[],"postures":[]}',
      '--against report.json: expected a report of format 2, found 1',
    ],
  ])('that reads %s is refused', async (text, message) => {
    writeFileSync(file(), text);
    await expect(read()).rejects.toThrow(message);
  });

  test('that is not there, where there is no project, is refused', async () => {
    await expect(baselineOf('none.json', judging, undefined, { ...io, cwd: root })).rejects.toThrow(
      '--against none.json: no such report',
    );
  });
});
