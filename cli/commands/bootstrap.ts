import { join, resolve } from 'node:path';
import type { Environment } from '../../environments/schema';
import { adopt, apply, type Applying } from '../bootstrap/apply';
import { unrecordedStateBucket } from '../bootstrap/adopt';
import { decide } from '../bootstrap/decide';
import { BootstrapFolder } from '../bootstrap/folder';
import { keysByTags, keyToImport, unrecordedKey, type FoundKey } from '../bootstrap/lost-key';
import { Attempts, isLeftBy } from '../bootstrap/stale-lock';
import { pickEnvironments, shortName, stacksOf, stateStack } from '../environments';
import { CliError } from '../errors';
import { print, say, type Io } from '../io';
import { findProject } from '../project';
import { synthesize, type Stack } from '../synthesis';
import { isRunning } from '../temporary';
import { awsError, diagnosticsText } from '../terraform/aws-errors';
import { readDiagnostics } from '../terraform/diagnostics';
import { readDataSources } from '../terraform/data-sources';
import { initialize, type Initialized } from '../terraform/init';
import { readLock } from '../terraform/lock';
import { openTerraform, requiredBy, assertBinary } from '../terraform/open';
import { StackFolder } from '../terraform/stack-folder';
import { isSame, type State } from '../terraform/state';
import type { RunResult, Terraform } from '../terraform/terraform';

export interface BootstrapOptions {
  readonly yes?: boolean;
  readonly dir?: string;
}

/**
 * Makes the bucket that holds an environment's states, and moves the state of that bucket into it. Every step looks at
 * what is there, so that a run goes on where another one was interrupted. The local state stays until the one in the
 * bucket has been read back and is the same.
 *
 * @returns 0 when the bucket has it; 1 when the user declined.
 */
export async function bootstrap(name: string, options: BootstrapOptions, io: Io): Promise<number> {
  const project = findProject(io.cwd);
  const [environment] = pickEnvironments([name], project.root) as [Environment];
  const stack = ownStack(environment, await synthesize(project, io));
  const terraform = openTerraform(await assertBinary(io), [stack], project, io);
  const parent = options.dir ?? (io.env.TERRACE_BOOTSTRAP_DIR || join(project.cache, 'bootstrap'));
  const folder = new BootstrapFolder(resolve(project.root, parent, environment.name));
  // The folder is given back also by a run that is interrupted.
  const release = io.attend?.();
  const giveBack = folder.take(environment.name);
  try {
    const expected = { providers: requiredBy([stack]), modules: [] };
    const initialized = await initialize(terraform, expected, project.root, project.cache);
    return await new Bootstrap(environment, stack, folder, terraform, initialized, Boolean(options.yes), io).run();
  } finally {
    giveBack();
    release?.();
  }
}

function ownStack(environment: Environment, stacks: readonly Stack[]): Stack {
  const [its] = stacksOf([environment], stacks);
  const stack = its?.stacks.find((candidate) => shortName(environment, candidate) === stateStack);
  if (stack) return stack;
  throw new CliError(
    `${environment.name}: no stack is named ${environment.name}-${stateStack}`,
    'main.ts creates the stacks.',
  );
}

class Bootstrap {
  private readonly remote: StackFolder;
  private readonly local: StackFolder;

  constructor(
    private readonly environment: Environment,
    private readonly stack: Stack,
    private readonly folder: BootstrapFolder,
    private readonly terraform: Terraform,
    private readonly initialized: Initialized,
    private readonly yes: boolean,
    private readonly io: Io,
  ) {
    this.remote = new StackFolder(terraform, folder.remote);
    this.local = new StackFolder(terraform, folder.local);
  }

  async run(): Promise<number> {
    try {
      const hasBucket = await this.openRemote();
      const remote = hasBucket ? await this.remote.pull() : undefined;
      const local = this.folder.localState();
      const decision = decide(remote, local);
      if (decision.kind === 'conflict') throw this.conflict();
      if (decision.kind === 'to be moved') return await this.applyAndMove(hasBucket);
      if (decision.leftover === 'older' && local)
        say(this.io, `an older local state is kept: ${this.folder.archive(local)}`);
      return await this.converge(remote);
    } catch (error) {
      if (this.folder.hasState()) say(this.io, `The local state is kept: ${this.folder.stateFile}`);
      throw error;
    }
  }

  /** @returns whether there is a bucket. */
  private async openRemote(): Promise<boolean> {
    const opening = await this.remote.open(this.stack, this.initialized.lock, 'backend');
    if (typeof opening === 'object')
      throw awsError('terraform init', diagnosticsText(opening.failed), this.environment);
    return opening === 'open';
  }

  /** Applies the stack with the state in the bucket. */
  private async converge(state: State | undefined): Promise<number> {
    await this.adoptKey(this.remote, state);
    if (!(await apply(this.applying(this.remote)))) return this.declined();
    this.folder.clear();
    print(this.io, `${this.environment.name} is bootstrapped: its state is in ${this.place()}`);
    return 0;
  }

  private async applyAndMove(hasBucket: boolean): Promise<number> {
    const opening = await this.local.open(this.stack, this.initialized.lock, 'local');
    if (typeof opening === 'object')
      throw awsError('terraform init', diagnosticsText(opening.failed), this.environment);
    const applying = this.applying(this.local);
    if (hasBucket) await adopt(applying, unrecordedStateBucket(this.stack.json, this.folder.localState()));
    await this.adoptKey(this.local, this.folder.localState());
    if (!(await apply(applying))) return this.declined();
    return this.converge(await this.move());
  }

  /** Imports the key that an interrupted run made and did not record: another one would be made beside it. */
  private async adoptKey(folder: StackFolder, state: State | undefined): Promise<void> {
    const { stack, terraform, initialized, io } = this;
    const key = unrecordedKey(stack.json, state);
    if (!key) return;
    const root = keysByTags(stack.json, key.tags);
    const answer = await readDataSources<FoundKey[]>(terraform, initialized, join(folder.path, 'keys'), root);
    if ('found' in answer) return adopt(this.applying(folder), keyToImport(key, answer.found));
    say(io, `note: a key that an interrupted bootstrap may have left was not looked for: ${answer.failed}`);
  }

  /** Pushes the local state into the bucket, under its lock: Terraform fails if another state is there by now. */
  private async move(): Promise<State> {
    const local = this.folder.localState();
    if (!local || !(await this.openRemote()))
      throw new CliError(`${this.place()}: the bucket does not exist after it was created`);
    say(this.io, `moving the state into ${this.place()}`);
    const ran = await this.locking(['state', 'push', '-no-color', this.folder.stateFile]);
    if (ran.exitCode !== 0) throw awsError('terraform state push', ran.stderr.trim(), this.environment);
    const moved = await this.remote.pull();
    if (moved && isSame(moved, local)) return moved;
    throw new CliError(
      `${this.place()}: the state in the bucket differs from the one that was moved`,
      'The local state is kept. Compare the two (terraform show <file>), move the wrong one away, and run this again.',
    );
  }

  private conflict(): CliError {
    return new CliError(
      `${this.environment.name} has two states, of different resources in AWS`,
      `One is ${this.place()}, the other ${this.folder.stateFile}. Nothing was changed. Find out which one is right ` +
        '(terraform show <file>), and move the other one away.',
    );
  }

  private declined(): number {
    say(this.io, 'Nothing was applied.');
    return 1;
  }

  private place(): string {
    const { bucket, key } = this.stack.json.terraform.backend?.s3 ?? {};
    return `s3://${String(bucket)}/${String(key)}`;
  }

  /**
   * Runs a command that locks the state in the bucket. The lock of an earlier bootstrap that was killed is removed; any
   * other lock stays.
   */
  private async locking(args: readonly string[], onLine?: (line: string) => void): Promise<RunResult> {
    const attempts = new Attempts(this.folder.attempts);
    const { unfinished } = attempts;
    if (unfinished && isRunning(unfinished.pid)) {
      throw new CliError(
        `an interrupted bootstrap is still working on ${this.place()}: process ${unfinished.pid}`,
        'Wait for it.',
      );
    }
    const run = () => this.remote.run(args, { onLine, onStart: (pid) => attempts.begin(pid) });
    let ran = await run();
    const lock =
      ran.exitCode === 0 ? undefined : readLock(`${ran.stderr}\n${diagnosticsText(readDiagnostics(ran, ''))}`);
    if (lock && unfinished && isLeftBy(lock, unfinished)) {
      say(this.io, `breaking the lock ${lock.id}, left by an interrupted bootstrap`);
      await this.remote.run(['force-unlock', '-force', lock.id]);
      ran = await run();
    }
    attempts.end();
    return ran;
  }

  private applying(folder: StackFolder): Applying {
    const { environment, stack, yes, io } = this;
    const isRemote = folder === this.remote;
    const locking: Applying['locking'] = (args, onLine) =>
      isRemote ? this.locking(args, onLine) : folder.run(args, { onLine });
    return { environment, stack, folder, yes, io, locking };
  }
}
