import { mkdirSync } from 'node:fs';
import { runChild } from '../child';
import { CliError } from '../errors';
import { say, type Io, type Variables } from '../io';
import type { Binary } from './binary';
import type { ProviderSource } from './provider-source';
import { wrongVariable } from './variables';

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Variables;
  /** Called with each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
  /** Called with the process's id once it has one. */
  readonly onStart?: (pid: number) => void;
}

/**
 * A plan is mostly the start of Terraform and the provider, which read large schemas and end. Collecting garbage less often
 * saves a quarter of the processor time, for a sixth more memory.
 */
export const fewerGarbageCollections = { GOGC: '400' } as const;

/** Runs Terraform in folders that Terrace made. */
export class Terraform {
  private readonly env: Variables;

  constructor(
    readonly binary: Binary,
    readonly providers: ProviderSource,
    private readonly io: Io,
    env: Variables = io.env,
  ) {
    this.env = {
      ...fewerGarbageCollections,
      ...env,
      ...providers.env,
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
      // Variables that a user set for other stacks would redirect these.
      TF_DATA_DIR: undefined,
      TF_WORKSPACE: undefined,
    };
    const cache = this.env.TF_PLUGIN_CACHE_DIR;
    if (cache) mkdirSync(cache, { recursive: true });
  }

  /** Says what is done, where it takes its time. */
  note(text: string): void {
    say(this.io, text);
  }

  /**
   * Runs it to the end, whatever its exit code. When the user interrupts, Terraform is interrupted once. A command that changes AWS or a
   * state then finishes what it has begun and writes its state; one that only reads is ended.
   *
   * @throws Interrupted when the user asked to stop.
   */
  async run(args: readonly string[], { cwd, env = {}, ...events }: RunOptions): Promise<RunResult> {
    const [verb = '', of = ''] = args;
    const mustEnd = ['apply', 'import', 'force-unlock'].includes(verb) || (verb === 'state' && of === 'push');
    const onStop = () =>
      mustEnd && this.note(`waiting for terraform ${verb} to record what it has changed; a second signal ends it now`);
    const options = { cwd, env: { ...this.env, ...env }, mustEnd, onStop, ...events };
    const { exitCode, stdout, stderr, shortMessage } = await runChild(this.io, this.binary.command, args, options);
    if (exitCode === undefined) throw new CliError(`${this.binary.command} ${verb}: ${shortMessage}`);
    const refusal = exitCode === 0 ? undefined : wrongVariable(this.env, verb, `${stderr}\n${stdout}`);
    if (refusal) throw refusal;
    return { exitCode, stdout, stderr };
  }
}

/** Environment variables with which Terraform reaches no network and has no credentials. */
export function offline(env: Variables): Variables {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(AWS_|TF_CLI_ARGS|TF_REATTACH_PROVIDERS$|TF_VAR_|NO_PROXY$|ALL_PROXY$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), AWS_EC2_METADATA_DISABLED: 'true' };
}

/** An address where nothing listens, so that a resource that calls AWS during a plan fails at once. */
export const unreachable: Variables = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
};
