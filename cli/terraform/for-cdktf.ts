import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Variables } from '../io';
import { lockFileName } from './init';
import { linkMirror } from './link-mirror';

/**
 * Prepares the folders of synthesized stacks for cdktf-cli: the provider mirror, and the checksums of the repository's
 * lock file. Prints nothing, and keeps existing files.
 */
export function prepareStacks(synthesized: string, root: string, env: Variables): void {
  linkMirror(synthesized, env);
  const lock = join(root, lockFileName);
  if (!existsSync(lock)) return;
  for (const name of readdirSync(join(synthesized, 'stacks'))) {
    const its = join(synthesized, 'stacks', name, lockFileName);
    if (!existsSync(its)) copyFileSync(lock, its);
  }
}
