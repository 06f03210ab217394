import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../errors';
import { makeFolder } from '../files';
import { isRunning } from '../temporary';
import { parseState, type State } from '../terraform/state';

/** The folder of one environment's bootstrap: it holds the state from its first resource on, until the bucket does. */
export class BootstrapFolder {
  constructor(private readonly path: string) {}

  /** Where Terraform runs with local state. */
  get local(): string {
    return join(this.path, 'local');
  }

  /** Where Terraform runs with the bucket's state. Nothing in it cannot be made again. */
  get remote(): string {
    return join(this.path, 'remote');
  }

  /** Says which run may hold the lock of the bucket's state. */
  get attempts(): string {
    return join(this.path, 'locking.json');
  }

  get stateFile(): string {
    return join(this.local, 'terraform.tfstate');
  }

  /**
   * Takes the folder for this run. A lock of a process that has ended is ignored.
   *
   * @returns what gives it back.
   * @throws CliError while another run has it.
   */
  take(environment: string): () => void {
    makeFolder(this.path);
    const file = join(this.path, 'run.lock');
    const holder = readLock(file);
    if (holder && isAlive(holder)) {
      throw new CliError(
        `another bootstrap of ${environment} is running: process ${holder.pid} on ${holder.host}`,
        `Wait for it. If it is no longer running, delete ${file}.`,
      );
    }
    rmSync(file, { force: true });
    try {
      const lock = openSync(file, 'wx');
      writeSync(lock, JSON.stringify({ pid: process.pid, host: hostname() }));
      closeSync(lock);
    } catch {
      throw new CliError(`another bootstrap of ${environment} has just started`, 'Wait for it.');
    }
    return () => rmSync(file, { force: true });
  }

  /** The local state; undefined where there is none. @throws CliError where it is not whole. */
  localState(): State | undefined {
    if (!existsSync(this.stateFile)) return undefined;
    try {
      return parseState(readFileSync(this.stateFile, 'utf8'));
    } catch {
      const backup = `${this.stateFile}.backup`;
      throw new CliError(
        `${this.stateFile} is incomplete: expected JSON`,
        existsSync(backup)
          ? `Restore the previous state from ${backup}.`
          : 'Move it away and run this again: resources that exist are imported.',
      );
    }
  }

  /** Whether a local state was left here, whole or not. */
  hasState(): boolean {
    return existsSync(this.stateFile) && readFileSync(this.stateFile, 'utf8').trim() !== '';
  }

  /** Archives a local state that is older than the one in the bucket. @returns the path. */
  archive({ serial, lineage }: State): string {
    const kept = join(this.path, 'archive', `${lineage}-${serial}.tfstate`);
    makeFolder(join(this.path, 'archive'));
    renameSync(this.stateFile, kept);
    return kept;
  }

  /** Removes what is left here; only once the bucket's state has been read back and compared. */
  clear(): void {
    for (const folder of [this.local, this.remote]) rmSync(folder, { recursive: true, force: true });
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
}

function readLock(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether a holder runs, as far as this machine can tell. */
function isAlive({ pid, host }: Holder): boolean {
  return host !== hostname() || (pid !== process.pid && isRunning(pid));
}
