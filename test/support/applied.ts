import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { writeWhole } from '../../cli/files';
import { linkMirror } from '../../cli/terraform/link-mirror';
import { ZipFile } from '../../modules/zip-file';
import { startEmulator, type Emulator } from './emulator';

const command = process.env.TERRAFORM_BINARY_NAME || 'terraform';
const account = '111122223333';
const region = 'eu-west-1';

/** What a plan does to one resource. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What an apply did, in the order in which it began: `update aws_elasticache_user_group`. */
export interface AppliedChange {
  readonly action: string;
  readonly type: string;
  readonly address: string;
}

/** A plan in words: `update aws_lambda_alias`. */
export function kinds(changes: readonly Change[]): string[] {
  return changes.map(({ type, actions }) => `${actions.join('-')} ${type}`);
}

/** What an apply did to resources of these types, in its order. */
export function order(changes: readonly AppliedChange[], ...types: string[]): string[] {
  return changes.filter(({ type }) => types.includes(type)).map(({ action, type }) => `${action} ${type}`);
}

/**
 * A root module that is applied on the emulator again and again, each time as it is then synthesized: what an operator does on the second day.
 *
 * ```ts
 * const life = await Life.start();
 * await life.apply((stack) => new Cache(stack, 'main', before));
 * expect(await life.plan((stack) => new Cache(stack, 'main', after))).toEqual([…]);
 * await life.end();
 * ```
 */
export class Life {
  private isInitialized = false;

  private constructor(
    readonly emulator: Emulator,
    private readonly folder: string,
  ) {}

  static readonly account = account;
  static readonly region = region;

  static async start(): Promise<Life> {
    const folder = mkdtempSync(join(tmpdir(), 'terrace-life-'));
    return new Life(await startEmulator(account), folder);
  }

  async end(): Promise<void> {
    await this.emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What would change; nothing that is read or stays as it is. */
  async plan(build: (stack: TerraformStack) => void): Promise<Change[]> {
    await this.synthesize(build);
    await this.succeed('plan', '-input=false', '-out=life.tfplan');
    const { resource_changes = [] } = JSON.parse(await this.succeed('show', '-json', 'life.tfplan'));
    return resource_changes
      .filter(({ change }: any) => !['no-op', 'read'].includes(change.actions[0]))
      .map(({ address, type, change }: any) => ({
        ...{ address, type, actions: change.actions, before: change.before, after: change.after },
      }));
  }

  /** Applies, and fails as Terraform does. */
  async apply(build: (stack: TerraformStack) => void): Promise<AppliedChange[]> {
    await this.synthesize(build);
    return this.changed(await this.succeed('apply', '-json', '-input=false', '-auto-approve'));
  }

  /** Plans what is refused: what Terraform says, in one line. */
  async refused(build: (stack: TerraformStack) => void): Promise<string> {
    await this.synthesize(build);
    const { exitCode, errors } = await this.run('plan', '-no-color', '-input=false');
    if (exitCode === 0) throw new Error('expected a plan that is refused');
    return errors.replace(/[\s│]+/g, ' ');
  }

  async destroy(): Promise<AppliedChange[]> {
    return this.changed(await this.succeed('destroy', '-json', '-input=false', '-auto-approve'));
  }

  private changed(output: string): AppliedChange[] {
    const events = output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return events
      .filter(({ type }) => type === 'apply_start')
      .map(({ hook: { action, resource } }) => ({ action, type: resource.resource_type, address: resource.addr }));
  }

  private get root(): string {
    return join(this.folder, 'stacks/life');
  }

  private async synthesize(build: (stack: TerraformStack) => void): Promise<void> {
    const stack = new TerraformStack(Testing.app(), 'life');
    new AwsProvider(stack, 'aws', { region, allowedAccountIds: [account] });
    build(stack);
    mkdirSync(this.root, { recursive: true });
    // Aspects are applied, as of an app.
    writeWhole(join(this.root, 'cdk.tf.json'), Testing.synth(stack));
    for (const node of stack.node.findAll()) if (node instanceof ZipFile) node.write(this.root);
    if (this.isInitialized) return;
    linkMirror(this.folder, process.env);
    await this.succeed('init', '-input=false');
    this.isInitialized = true;
  }

  private async succeed(...args: string[]): Promise<string> {
    const { exitCode, output, errors } = await this.run(...args);
    if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')}: exit code ${exitCode}\n${output}${errors}`);
    return output;
  }

  private run(...args: string[]): Promise<{ exitCode: number | null; output: string; errors: string }> {
    const env = { ...process.env, ...this.emulator.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
    const ran = spawn(command, args, { cwd: this.root, env });
    let [output, errors] = ['', ''];
    ran.stdout.on('data', (chunk) => (output += chunk));
    ran.stderr.on('data', (chunk) => (errors += chunk));
    return new Promise((resolve) => ran.on('close', (exitCode) => resolve({ exitCode, output, errors })));
  }
}
