import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { toJson, writeWhole } from '../files';
import type { StackJson } from '../synthesis';
import { temporaryPathFor } from '../temporary';
import { diagnosticsText } from './aws-errors';
import { readDiagnostics } from './diagnostics';
import { lockFileName, type Initialized } from './init';
import type { RunResult, Terraform } from './terraform';

/** A root of data sources and nothing else; its output `found` is what is read. */
export type DataRoot = Pick<StackJson, 'terraform' | 'provider' | 'data'> & { readonly found: unknown };

/** What the data sources answered, or why they did not. */
export type Answer<T> = { readonly found: T } | { readonly failed: string };

/**
 * Asks AWS through data sources, with the credentials and settings with which Terraform plans the stacks. A plan reads them: no state
 * and no lock are involved, and nothing in AWS changes.
 *
 * @param path where a temporary folder is made.
 */
export async function readDataSources<T>(
  terraform: Terraform,
  { dataDir, lock }: Initialized,
  path: string,
  { found, ...root }: DataRoot,
): Promise<Answer<T>> {
  const folder = temporaryPathFor(path);
  const options = { cwd: folder, env: { TF_DATA_DIR: dataDir } };
  const failed = (ran: RunResult, what: string) => ({ failed: diagnosticsText(readDiagnostics(ran, what)) });
  try {
    writeWhole(join(folder, 'main.tf.json'), toJson({ ...root, output: { found: { value: found } } }));
    if (lock) writeWhole(join(folder, lockFileName), lock);
    const ran = await terraform.run(['plan', '-lock=false', '-json', '-out=plan'], options);
    if (ran.exitCode !== 0) return failed(ran, 'terraform plan');
    const shown = await terraform.run(['show', '-json', 'plan'], options);
    if (shown.exitCode !== 0) return failed(shown, 'terraform show');
    return { found: JSON.parse(shown.stdout).planned_values.outputs.found.value };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
