import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../..');

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project folder of its own that synthesizes this repository's app, so that a test finds and leaves nothing in the checkout. */
export class Checkout {
  readonly path = mkdtempSync(join(tmpdir(), 'terrace-plan-'));

  constructor() {
    copyFileSync(join(repository, '.terraform.lock.hcl'), join(this.path, '.terraform.lock.hcl'));
    // Environments name files of it.
    symlinkSync(join(repository, 'examples'), join(this.path, 'examples'));
    this.useApp(`"${process.execPath}" "${join(repository, 'bin/app.cjs')}"`);
  }

  useApp(command: string): void {
    writeFileSync(join(this.path, 'cdktf.json'), JSON.stringify({ app: command, language: 'typescript' }));
  }

  /** Runs `terrace`, to its end. */
  terrace(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
    return this.start(args, env).done;
  }

  start(args: readonly string[], env: Record<string, string> = {}) {
    const command = [join(repository, 'bin/terrace.cjs'), ...args];
    const child = spawn(process.execPath, command, { cwd: this.path, env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const done = new Promise<Ran>((done) => child.on('close', (exitCode) => done({ exitCode, stdout, stderr })));
    return { child, done };
  }

  has(path: string): boolean {
    return existsSync(join(this.path, path));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
