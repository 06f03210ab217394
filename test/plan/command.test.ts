import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Checkout } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => checkout.remove());

/** Everything in a folder but what was there before. */
const made = () =>
  readdirSync(checkout.path).filter((name) => !['cdktf.json', '.terraform.lock.hcl', 'examples'].includes(name));

/** An app that synthesizes one stack. */
function useStack(json: object): void {
  const terraform = { required_providers: { aws: { source: 'aws', version: '5.100.0' } } };
  const manifest = {
    stacks: {
      'dev-state': { name: 'dev-state', dependencies: [], synthesizedStackPath: 'stacks/dev-state/cdk.tf.json' },
    },
  };
  const app = `
    const { mkdirSync, writeFileSync } = require('fs');
    const out = process.env.CDKTF_OUTDIR;
    mkdirSync(out + '/stacks/dev-state', { recursive: true });
    writeFileSync(out + '/manifest.json', ${JSON.stringify(JSON.stringify(manifest))});
    writeFileSync(out + '/stacks/dev-state/cdk.tf.json', ${JSON.stringify(JSON.stringify({ terraform, ...json }))});`;
  writeFileSync(join(checkout.path, 'app.js'), app);
  checkout.useApp(`"${process.execPath}" app.js`);
}

describe('without Terraform, plan', () => {
  const without = { TERRAFORM_BINARY_NAME: 'no-such-terraform', CI: '' };

  test('synthesizes, says what it left out and how to get it, and exits 0', async () => {
    const ran = await checkout.terrace(['plan', 'dev'], without);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^dev: synthesized dev-state, dev-account, .* to cdktf\.out$/m);
    expect(ran.stdout).toContain('Plan skipped: no-such-terraform is not on the PATH');
    expect(ran.stdout).toContain('https://developer.hashicorp.com/terraform/install');
    expect(made()).toEqual(['cdktf.out']);
  }, 30_000);

  test('says so to machines', async () => {
    const { stdout } = await checkout.terrace(['plan', 'dev', '--json'], without);
    expect(JSON.parse(stdout)).toMatchObject({ leftOut: expect.stringContaining('nothing was planned') });
  }, 30_000);

  test.each<[string, string[], Record<string, string>]>([
    ['in CI', [], { CI: 'true' }],
    ['in CI, for machines', ['--json'], { CI: '1' }],
    ['where the exit code is to say whether anything changes', ['--detailed-exitcode'], {}],
  ])(
    'is an error %s',
    async (_, options, env) => {
      const ran = await checkout.terrace(['plan', 'dev', ...options], { ...without, ...env });
      // As in Terraform: 2 would mean changes.
      expect(ran).toMatchObject({ exitCode: options.includes('--detailed-exitcode') ? 1 : 2, stdout: '' });
      expect(ran.stderr).toMatch(/^no-such-terraform is not on the PATH, so nothing was planned\nInstall Terraform/);
    },
    30_000,
  );
});

describe('when the app refuses, plan', () => {
  test('prints what it says, exits 2, and leaves all as it was', async () => {
    checkout.useApp(`echo "environments/prod.ts: wrong" >&2; exit 2`);
    expect(await checkout.terrace(['plan'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'environments/prod.ts: wrong\n',
    });
    expect(made()).toEqual([]);
  }, 30_000);
});

describeWithTerraform('a secret of a stack', () => {
  const stack = (cidr: string) => ({
    provider: { aws: [{ region: 'eu-west-1' }] },
    variable: { name: { default: 'MARK-variable', sensitive: true } },
    resource: {
      aws_ssm_parameter: { token: { name: '/token', type: 'SecureString', value: 'MARK-argument' } },
      aws_instance: {
        app: { ami: 'ami-0123456789abcdef0', instance_type: 't3.nano', user_data: 'TOKEN=MARK-user-data' },
      },
      aws_vpc: {
        vpc: { '//': { metadata: { path: 'dev-state/vpc' } }, cidr_block: cidr, tags: { Name: '${var.name}' } },
      },
    },
    output: { name: { value: '${var.name}', sensitive: true } },
  });
  const filesIn = (folder: string) =>
    readdirSync(join(checkout.path, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const marked = () => filesIn('terrace.out').filter((file) => readFileSync(file, 'utf8').includes('MARK-'));

  test.each([[['plan', 'dev']], [['plan', 'dev', '--json']], [['synth']], [['review', 'dev', '--date', '2026-11-21']]])(
    'is in nothing that %j prints, and in no file but the plan and what was planned',
    async (command) => {
      useStack(stack('10.0.0.0/16'));
      const { stdout, stderr } = await checkout.terrace(command);
      expect(stdout + stderr).not.toContain('MARK-');
      if (command[0] === 'synth') return;
      const files = marked();
      expect(files.map((file) => file.replace(/.*terrace\.out\//, '')).sort()).toEqual([
        'dev/plan.json',
        'dev/root/modules/state/main.tf.json',
      ]);
      for (const file of files) expect([file, (statSync(file).mode & 0o777).toString(8)]).toEqual([file, '600']);
    },
    90_000,
  );

  test('is not in the errors of a plan that fails', async () => {
    useStack(stack('${var.name}'));
    const { exitCode, stdout, stderr } = await checkout.terrace(['plan', 'dev']);
    expect(exitCode).toBe(2);
    expect(stdout + stderr).not.toContain('MARK-');
  }, 60_000);
});

describeWithTerraform('plan', () => {
  test('names the construct, the resource and the file of what the provider refuses', async () => {
    const metadata = { path: 'dev-state/vpc' };
    useStack({
      provider: { aws: [{ region: 'eu-west-1' }] },
      resource: { aws_vpc: { vpc: { '//': { metadata }, cidr_block: 'nonsense' } } },
    });
    const { exitCode, stderr } = await checkout.terrace(['plan', 'dev']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('invalid CIDR address: nonsense');
    expect(stderr).toContain('at dev-state/vpc (aws_vpc.vpc)');
    expect(stderr).toContain('in cdktf.out/stacks/dev-state/cdk.tf.json');
    expect(checkout.has('terrace.out/dev/plan.json')).toBe(false);
  }, 60_000);

  const nothing = { terraform: {}, resource: { terraform_data: { x: {} } } };

  test('exits as Terraform does, where asked: 2 for changes, 1 for an error', async () => {
    useStack(nothing);
    expect(await checkout.terrace(['plan', 'dev', '--detailed-exitcode'])).toMatchObject({ exitCode: 2 });
    expect(await checkout.terrace(['plan', 'dev'])).toMatchObject({ exitCode: 0 });
    expect(await checkout.terrace(['plan', 'dev', '--detailed-exitcode', '--wrong'])).toMatchObject({ exitCode: 1 });
    expect(await checkout.terrace(['plan', 'dev', '--wrong'])).toMatchObject({ exitCode: 2 });
  }, 60_000);

  test('lists what is created by module, each resource where asked, and what it was made from', async () => {
    useStack(nothing);
    const { stdout } = await checkout.terrace(['plan', 'dev']);
    expect(stdout).toMatch(/^dev: 1 created\n {2}\+ dev-state 1: terraform_data 1$/m);
    expect(stdout).toMatch(/^no commit; terrace [\d.]+, (Terraform|OpenTofu) [\d.]+$/m);
    const verbose = await checkout.terrace(['plan', 'dev', '--verbose']);
    expect(verbose.stdout).toContain('+   terraform_data.x: created');
    const { provenance } = JSON.parse((await checkout.terrace(['plan', 'dev', '--json'])).stdout);
    expect(provenance.inputs['stacks/dev-state']).toMatch(/^[0-9a-f]{64}$/);
  }, 90_000);

  test('against the account and against a commit at once is refused', async () => {
    useStack(nothing);
    const ran = await checkout.terrace(['plan', 'dev', '--live', '--against', 'main']);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr).toContain('--live and --against cannot be used together');
  }, 30_000);

  test('that is interrupted ends Terraform, leaves no part of a plan, and what was there before', async () => {
    useStack(nothing);
    await checkout.terrace(['plan', 'dev']);
    const file = join(checkout.path, 'terrace.out/dev/plan.json');
    const before = readFileSync(file, 'utf8');

    // Plans until it is told to stop.
    const slow = join(checkout.path, 'slow-terraform');
    const script = `#!/bin/sh
      [ "$1" = plan ] || exec terraform "$@"
      trap 'exit 1' INT
      touch ${join(checkout.path, 'planning')}
      while :; do sleep 0.1; done`;
    writeFileSync(slow, script, { mode: 0o755 });
    const { child, done } = checkout.start(['plan', 'dev'], { TERRAFORM_BINARY_NAME: slow });
    while (!checkout.has('planning')) await sleep(50);
    child.kill('SIGINT');
    expect(await done).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('interrupted (SIGINT)') });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(join(checkout.path, 'terrace.out/dev')).sort()).toEqual(['plan.json', 'root']);
  }, 60_000);
});
