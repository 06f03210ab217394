import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../cli/files';
import { Checkout } from '../support/checkout';

describe('terrace check of the environments', () => {
  const checkout = new Checkout();
  afterAll(() => checkout.remove());

  test('of the project are judged all, each by its own file', async () => {
    const { stdout, stderr } = await checkout.terrace(['check', '--json', '--rule', 'rds/storage-encrypted', '--all']);
    expect(stderr).toBe('');
    const { environments, findings } = JSON.parse(stdout);
    expect(environments.map(({ name, criticality }: any) => [name, criticality])).toEqual([
      ['dev', 'low'],
      ['test', 'medium'],
      ['prod', 'critical'],
    ]);
    expect(findings[0]).toMatchObject({
      ...{ status: 'pass', constructPath: 'dev-data/database-main/source/instance' },
      // The app runs in a folder beside its source.
      file: expect.stringMatching(/modules\/rds\/database-instance\.ts$/),
    });
    expect(existsSync(join(checkout.path, 'cdktf.out/stacks/dev-data/cdk.tf.json'))).toBe(true);
  }, 30_000);

  test('name the line of TypeScript that made what is wrong', async () => {
    const stack = { resource: { aws_db_instance: { a: { '//': { metadata: { path: 'dev-data/a' } } } } } };
    const manifest = {
      stacks: {
        'dev-data': { name: 'dev-data', dependencies: [], synthesizedStackPath: 'stacks/dev-data/cdk.tf.json' },
      },
    };
    const project = new Checkout();
    try {
      const files = {
        'stacks/dev-data/cdk.tf.json': stack,
        'manifest.json': manifest,
        'sources.json': { 'dev-data/a': { file: 'stacks/data.ts', line: 7 } },
      };
      for (const [name, json] of Object.entries(files))
        writeWhole(join(project.path, 'made', name), JSON.stringify(json));
      project.useApp('cp -r made/. "$CDKTF_OUTDIR"');
      const { stdout, exitCode } = await project.terrace(['check', 'dev', '--rule', 'RDS-01']);
      expect(exitCode).toBe(1);
      expect(stdout).toContain(
        'stacks/data.ts:7  high  rds/storage-encrypted  dev-data/a\n  aws_db_instance.a in dev\n',
      );
    } finally {
      project.remove();
    }
  }, 30_000);

  test('win over a path of the same name, and say so', async () => {
    writeWhole(join(checkout.path, 'dev/main.tf'), 'resource "aws_vpc" "a" {}');
    const { stdout, stderr } = await checkout.terrace(['check', 'dev', '--json', '--rule', 'RDS-01']);
    expect(stderr).toBe('dev is read as the environment; ./dev is the path\n');
    expect(JSON.parse(stdout).environments[0].roots).toContain('dev-data');
  }, 30_000);

  test.each([
    ['an environment that there is not', ['prdo'], 'no environment is named "prdo"\nDid you mean prod?'],
    ['environments and paths', ['dev', './main.ts'], 'expected environments or paths, found both: dev and ./main.ts'],
    ['--criticality', ['dev', '--criticality', 'low'], '--criticality applies only to paths'],
  ])(
    'refuse %s',
    async (_, args, message) => {
      const { exitCode, stderr, stdout } = await checkout.terrace(['check', ...args]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toContain(message);
    },
    30_000,
  );
});

describe('terrace review of the environments', () => {
  const checkout = new Checkout();
  afterAll(() => checkout.remove());

  test('writes one page, of less than 600 bytes for each resource, that has every section', async () => {
    const ran = await checkout.terrace(['review', '--no-plan', '--date', '2026-11-21', '--json']);
    expect(ran).toMatchObject({ stderr: '' });
    const { page, environments } = JSON.parse(ran.stdout);
    // They may hold values of variables and resources.
    const written = [
      'cdktf.out/manifest.json',
      'cdktf.out/stacks/prod-data/cdk.tf.json',
      page,
      'terrace.out/review/report.json',
    ];
    expect(written.map((name) => statSync(join(checkout.path, name)).mode & 0o777)).toEqual(Array(4).fill(0o600));
    const folders = ['cdktf.out', 'cdktf.out/stacks/prod-data', 'terrace.out', 'terrace.out/review'];
    expect(folders.map((name) => statSync(join(checkout.path, name)).mode & 0o777)).toEqual(Array(4).fill(0o700));
    expect(environments.map(({ name }: { name: string }) => name)).toEqual(['dev', 'test', 'prod']);
    expect(ran.exitCode).toBe(environments.every(({ passes }: { passes: boolean }) => passes) ? 0 : 1);
    const html = readFileSync(join(checkout.path, page), 'utf8');
    const report = JSON.parse(readFileSync(join(checkout.path, 'terrace.out/review/report.json'), 'utf8'));
    const counts: number[] = report.environments.map((one: { resources: number }) => one.resources);
    const resources = counts.reduce((sum, count) => sum + count, 0);
    expect(resources).toBeGreaterThan(2000);
    expect(Buffer.byteLength(html)).toBeLessThan(600 * resources);
    const ids = [...html.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      ...['summary', 'findings', 'not-judged', 'waivers', 'ownership', 'network', 'reachability', 'flows'],
      ...['identities', 'keys', 'controls', 'passed'],
    ]);
  }, 60_000);
});

test('a temporary folder that does not exist is the fault of TMPDIR', async () => {
  const checkout = new Checkout();
  const { exitCode, stderr } = await checkout.terrace(['synth'], { TMPDIR: join(checkout.path, 'nowhere') });
  checkout.remove();
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^ENOENT: .*nowhere.*\nSet TMPDIR to a folder that can be written to\.\n$/);
}, 30_000);
