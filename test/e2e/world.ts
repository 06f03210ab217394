import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { findProject } from '../../cli/project';
import { findBinary } from '../../cli/terraform/binary';
import { parseProvider } from '../../cli/terraform/mirror';
import { findProviders } from '../../cli/terraform/provider-source';
import type { Environment } from '../../environments/schema';
import { environmentStacks } from '../../stacks';
import { emptyBucket } from '../support/empty-bucket';
import { startEmulator, type Emulator } from '../support/emulator';
import type { Api } from '../support/emulator/api';
import { start, told, type Ran, type Running } from './processes';

/** What synthesis and Terraform leave in a checkout. */
const leftovers = ['.git', '.terrace', 'cdktf.out', 'terrace.out'];

/** The resources of a Terraform state. */
export interface State {
  readonly serial: number;
  /** `aws_vpc.network_vpc`, sorted. */
  readonly addresses: readonly string[];
  /** What AWS calls each, by address. */
  readonly ids: Readonly<Record<string, string>>;
}

/** An empty AWS, and a checkout to deploy from in which nothing was ever run. */
export class World {
  private constructor(
    readonly environment: Environment,
    readonly emulator: Emulator,
    /** The environment's region, past Terraform. */
    readonly api: Api,
    readonly checkout: string,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {}

  static async create(environment: Environment): Promise<World> {
    const { root } = findProject(process.cwd());
    const checkout = mkdtempSync(join(tmpdir(), 'terrace-e2e-'));
    // Everything but what earlier runs left: a developer's own synthesis, plans and local state stay out of it. Copied, so that one may edit meanwhile.
    for (const name of readdirSync(root)) {
      const [from, to] = [join(root, name), join(checkout, name)];
      if (name === 'node_modules') symlinkSync(from, to);
      else if (!leftovers.includes(name)) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    }
    process.once('exit', () => rmSync(checkout, { recursive: true, force: true }));
    const emulator = await startEmulator(environment.account);
    if (!emulator.judge)
      console.log("not judged by AWS's service models: the emulator is another one, at AWS_ENDPOINT_URL");
    const temporary = join(checkout, '.tmp');
    mkdirSync(temporary);
    const quiet = { CI: '1', CHECKPOINT_DISABLE: '1', NO_COLOR: '1', TF_CLI_ARGS: '-no-color', TMPDIR: temporary };
    const env = { ...(await terraformEnv(checkout)), ...emulator.env, ...quiet };
    return new World(environment, emulator, emulator.api(environment.region), checkout, env);
  }

  /** Stops the emulator and removes the checkout. */
  async end(): Promise<void> {
    await this.emulator.stop();
    rmSync(this.checkout, { recursive: true, force: true });
  }

  /** Says how to look at what is there, and waits until somebody has (Ctrl-C). */
  async lookAround(): Promise<never> {
    const env = Object.entries(this.env).filter(([name, value]) => value !== process.env[name]);
    console.log(`\ncd ${this.checkout}`);
    console.log(`export ${env.map(([name, value]) => `${name}=${value ?? ''}`).join(' ')}`);
    console.log('Ctrl-C ends the emulator and removes the checkout.');
    return new Promise(() => setInterval(() => undefined, 60_000));
  }

  /** `dev-network` */
  stack(name: string): string {
    return `${this.environment.name}-${name}`;
  }

  /** A line that somebody types into a terminal in the checkout. */
  startShell(line: string): Promise<Running> {
    const env = { ...this.env, AWS_REGION: this.environment.region, AWS_DEFAULT_REGION: this.environment.region };
    // The AWS CLI takes an empty profile for the name of one.
    return start('sh', ['-c', `unset AWS_PROFILE; ${line}`], this.checkout, env);
  }

  startTerrace(...args: string[]): Promise<Running> {
    return start(process.execPath, ['bin/terrace.cjs', ...args], this.checkout, this.env);
  }

  startCdktf(...args: string[]): Promise<Running> {
    return start(join(this.checkout, 'node_modules/.bin/cdktf'), args, this.checkout, this.env);
  }

  /** Terraform in the folder of a synthesized stack, as `cdktf` runs it. */
  startTerraform(stack: string, ...args: string[]): Promise<Running> {
    return this.startTerraformIn(this.folder(stack), ...args);
  }

  startTerraformIn(folder: string, ...args: string[]): Promise<Running> {
    return start(process.env.TERRAFORM_BINARY_NAME || 'terraform', args, folder, this.env);
  }

  /** Where a stack is synthesized, and Terraform is initialized for it. */
  folder(stack: string): string {
    return join(this.checkout, 'cdktf.out/stacks', this.stack(stack));
  }

  async terrace(...args: string[]): Promise<Ran> {
    return succeeded(await this.startTerrace(...args));
  }

  /** A command that asks AWS by the SDK, which knows no proxy as Terraform does. */
  async terraceBySdk(...args: string[]): Promise<Ran> {
    const env = { ...this.env, AWS_ENDPOINT_URL: this.emulator.proxy.url };
    return succeeded(await start(process.execPath, ['bin/terrace.cjs', ...args], this.checkout, env));
  }

  /** Sets the value of a secret, which standard input has. */
  async setSecret(name: string, value: string): Promise<Ran> {
    const env = { ...this.env, AWS_ENDPOINT_URL: this.emulator.proxy.url };
    const set = `"${process.execPath}" bin/terrace.cjs secret set ${this.environment.name} ${name}`;
    return succeeded(await start('sh', ['-c', `printf %s "$VALUE" | ${set}`], this.checkout, { ...env, VALUE: value }));
  }

  /** What a command with `--json` prints, after its notes. */
  async terraceJson(...args: string[]): Promise<any> {
    const { output } = await this.terrace(...args, '--json');
    return JSON.parse(output.slice(output.indexOf('{\n')));
  }

  async cdktf(...args: string[]): Promise<Ran> {
    return succeeded(await this.startCdktf(...args));
  }

  async terraform(stack: string, ...args: string[]): Promise<Ran> {
    return succeeded(await this.startTerraform(stack, ...args));
  }

  /** Applies a stack that is initialized. */
  apply(stack: string): Promise<Ran> {
    return this.terraform(stack, 'apply', '-auto-approve', '-input=false');
  }

  /** What would change, by address: `{ 'aws_flow_log.x': ['create'] }`. Refreshes, so that it sees drift. */
  async plan(stack: string): Promise<Record<string, string[]>> {
    const args = ['plan', '-detailed-exitcode', '-input=false', '-lock=false', '-out=e2e.tfplan'];
    const planned = await (await this.startTerraform(stack, ...args)).done;
    if (planned.exitCode === 0) return {};
    assert.equal(planned.exitCode, 2, told(planned));
    const { output } = await this.terraform(stack, 'show', '-json', 'e2e.tfplan');
    const plan: Plan = JSON.parse(output);
    const changes = (plan.resource_changes ?? []).filter(
      ({ change }) => !['no-op', 'read'].includes(change.actions[0]!),
    );
    return Object.fromEntries(changes.map(({ address, change }) => [address, change.actions]));
  }

  /** The state of a stack, as it is in the bucket. */
  async state(stack: string): Promise<State | undefined> {
    const state = await this.rawState(stack);
    if (!state) return undefined;
    const managed = state.resources.filter(({ mode, instances }) => mode === 'managed' && instances.length > 0);
    const ids = managed.map(({ type, name, instances }) => [`${type}.${name}`, instances[0]!.attributes.id] as const);
    return { serial: state.serial, addresses: ids.map(([address]) => address).sort(), ids: Object.fromEntries(ids) };
  }

  /** The only resource of a type, of a construct if it is given, that a stack has applied. */
  async only(stack: string, type: string, construct = ''): Promise<{ address: string; id: string }> {
    const [first, ...others] = (await this.applied(stack, type)).filter(({ address }) => address.includes(construct));
    assert.ok(first && others.length === 0, `expected one ${type} ${construct} in ${stack}`);
    return first;
  }

  /** One of the resources of a type that a stack has applied, by its address the first. */
  async first(stack: string, type: string): Promise<{ address: string; id: string }> {
    const [first] = await this.applied(stack, type);
    assert.ok(first, `expected ${type} in ${stack}`);
    return first;
  }

  private async applied(stack: string, type: string) {
    const { ids } = (await this.state(stack))!;
    return Object.entries(ids).flatMap(([address, id]) => (address.startsWith(`${type}.`) ? { address, id } : []));
  }

  /** The attributes of the only resource of a type, of a construct if it is given, that a stack has applied. */
  async attributes(stack: string, type: string, construct?: string): Promise<any> {
    const { address } = await this.only(stack, type, construct);
    const { resources } = (await this.rawState(stack))!;
    return resources.find((found) => `${found.type}.${found.name}` === address)!.instances[0]!.attributes;
  }

  /** The stacks of the environment, from the bottom up. */
  get stacks(): readonly string[] {
    const stacks = environmentStacks(new App(), this.environment);
    return Object.entries(stacks).flatMap(([name, stack]) => (stack ? name : []));
  }

  /** The stacks that a stack depends on, as `cdktf deploy` orders them. */
  dependencies(stack: string): string[] {
    const manifest = JSON.parse(readFileSync(join(this.checkout, 'cdktf.out/manifest.json'), 'utf8'));
    const names: string[] = manifest.stacks[this.stack(stack)].dependencies;
    return names.map((name) => name.slice(this.stack('').length));
  }

  /** The resources that a stack synthesizes to, sorted. */
  synthesized(stack: string, matches: (config: any) => boolean = () => true): string[] {
    const file = join(this.folder(stack), 'cdk.tf.json');
    const resources: Record<string, Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8')).resource;
    return Object.entries(resources)
      .flatMap(([type, named]) =>
        Object.entries(named).flatMap(([name, config]) => (matches(config) ? `${type}.${name}` : [])),
      )
      .sort();
  }

  /** Writes an object, as a pipeline does. */
  async upload(bucket: string, key: string, bytes: Buffer): Promise<void> {
    const { status, text } = await this.api.s3('PUT', `/${bucket}/${key}`, bytes);
    assert.equal(status, 200, text);
  }

  /** Deletes every version of every object: S3 refuses to delete a bucket that holds any. */
  async emptyBucket(bucket: string): Promise<void> {
    await emptyBucket(this.api, bucket);
  }

  private async rawState(stack: string): Promise<RawState | undefined> {
    const { status, text } = await this.api.s3('GET', `/${this.environment.state.bucket}/${stack}.tfstate`);
    if (status === 404) return undefined;
    assert.equal(status, 200, text);
    return JSON.parse(text);
  }
}

interface Plan {
  readonly resource_changes?: readonly { readonly address: string; readonly change: { readonly actions: string[] } }[];
}

interface RawState {
  readonly serial: number;
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: { readonly id: string } }[];
  }[];
}

async function succeeded({ done }: Running): Promise<Ran> {
  const ran = await done;
  assert.equal(ran.exitCode, 0, told(ran));
  return ran;
}

/** Where Terraform finds the provider, as `terrace plan` decides it. */
async function terraformEnv(checkout: string): Promise<Readonly<Record<string, string | undefined>>> {
  const { env } = process;
  const binary = (await findBinary({ env, signal: new AbortController().signal }))!;
  const provider = parseProvider('hashicorp/aws', undefined, binary.registry);
  return findProviders({ env, binary, providers: [provider], cache: join(checkout, '.terrace') }).env;
}
