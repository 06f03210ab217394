import { createInterface } from 'node:readline/promises';
import { CliError } from '../errors';
import { print, say, type Io } from '../io';
import type { Environment } from '../../environments/schema';
import type { Stack } from '../synthesis';
import { awsError, diagnosticsText } from '../terraform/aws-errors';
import { readDiagnostics, readLine } from '../terraform/diagnostics';
import type { StackFolder } from '../terraform/stack-folder';
import type { RunResult } from '../terraform/terraform';
import { alreadyThere, keyOfAlias, type Import } from './adopt';

export interface Applying {
  readonly environment: Environment;
  readonly stack: Stack;
  readonly folder: StackFolder;
  /** Apply without asking. */
  readonly yes: boolean;
  readonly io: Io;
  /** Runs what locks the state. */
  readonly locking: (args: readonly string[], onLine?: (line: string) => void) => Promise<RunResult>;
}

/**
 * Plans, shows the plan, asks, applies. Resources that exist already are imported, and the rest is planned again.
 *
 * @returns false when the user declined.
 */
export async function apply(applying: Applying): Promise<boolean> {
  const { stack, environment, io } = applying;
  // In each region the bucket and its alias, the role between them, and then the rest.
  for (let attempt = 0; attempt < 6; attempt++) {
    if (!(await planChanges(applying))) return true;
    if (!(await confirm(applying))) return false;
    const onLine = (line: string) => {
      const { type, '@message': message } = readLine(line);
      if (type?.startsWith('apply_') && message) say(io, `  ${message}`);
    };
    const ran = await applying.locking(['apply', '-json', 'plan'], onLine);
    if (ran.exitCode === 0) return true;
    const diagnostics = readDiagnostics(ran, 'terraform apply');
    const existing = alreadyThere(stack.json, diagnostics);
    if (existing.length === 0) throw awsError('terraform apply', diagnosticsText(diagnostics), environment);
    await adopt(applying, existing);
  }
  throw new CliError(`${stack.name}: AWS repeatedly reports that a resource exists already`, 'Run it again.');
}

/** Records what exists; nothing changes in AWS. */
export async function adopt(applying: Applying, imports: readonly Import[]): Promise<void> {
  const { folder, environment, stack, io } = applying;
  for (const { address, id } of imports) {
    say(io, `${id} exists and is not in the state: importing it as ${address}`);
    const ran = await folder.run(['import', '-no-color', address, id]);
    if (ran.exitCode !== 0) throw awsError(`terraform import ${address} ${id}`, ran.stderr.trim(), environment);
  }
  const key = imports.some(({ address }) => address.startsWith('aws_kms_alias.'))
    ? keyOfAlias(stack.json, await folder.pull())
    : [];
  if (key.length > 0) await adopt(applying, key);
}

/** @returns whether there is anything to apply. */
async function planChanges({ folder, environment, io }: Applying): Promise<boolean> {
  const ran = await folder.run(['plan', '-no-color', '-lock=false', '-detailed-exitcode', '-out=plan']);
  if (ran.exitCode === 0) return false;
  if (ran.exitCode !== 2) throw awsError('terraform plan', ran.stderr.trim(), environment);
  print(io, ran.stdout.replace(/\n─+\n[\s\S]*$/, '').trim());
  return true;
}

async function confirm({ yes, environment, io }: Applying): Promise<boolean> {
  if (yes) return true;
  if (!io.stdin.isTTY) {
    throw new CliError(
      'cannot ask for approval: standard input is not a terminal',
      'To apply this plan without approval, add --yes.',
    );
  }
  const prompt = createInterface({ input: io.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`Apply this to account ${environment.account}? (yes/no) `, {
      signal: io.signal,
    });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    prompt.close();
  }
}
