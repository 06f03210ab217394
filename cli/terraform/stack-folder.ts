import { join } from 'node:path';
import { CliError } from '../errors';
import { toJson, writeWhole } from '../files';
import type { Stack } from '../synthesis';
import { isMissingBucket, diagnosticsText } from './aws-errors';
import { readDiagnostics, type Diagnostic } from './diagnostics';
import { lockFileName } from './init';
import { parseState, type State } from './state';
import type { RunResult, RunOptions, Terraform } from './terraform';

export type Opening = 'open' | 'no bucket' | { readonly failed: readonly Diagnostic[] };

/** One stack in a folder of its own, with its own backend or with local state. */
export class StackFolder {
  constructor(
    private readonly terraform: Terraform,
    readonly path: string,
  ) {}

  /**
   * Writes the stack and runs `init`.
   *
   * @param lock what the lock file is to hold.
   */
  async open({ json }: Stack, lock: string, where: 'local' | 'backend'): Promise<Opening> {
    const { backend: _, ...local } = json.terraform;
    writeWhole(join(this.path, 'cdk.tf.json'), toJson(where === 'local' ? { ...json, terraform: local } : json));
    if (lock) writeWhole(join(this.path, lockFileName), lock);
    const ran = await this.run(['init', '-reconfigure', '-json']);
    if (ran.exitCode === 0) return 'open';
    const failed = readDiagnostics(ran, 'terraform init');
    return isMissingBucket(diagnosticsText(failed)) ? 'no bucket' : { failed };
  }

  /** The state from the backend; undefined if there is none, or if it is empty. */
  async pull(): Promise<State | undefined> {
    const ran = await this.run(['state', 'pull']);
    if (ran.exitCode !== 0) throw new CliError(`terraform state pull: ${ran.stderr.trim()}`);
    return parseState(ran.stdout);
  }

  run(args: readonly string[], options: Omit<RunOptions, 'cwd'> = {}): Promise<RunResult> {
    return this.terraform.run(args, { cwd: this.path, ...options });
  }
}
