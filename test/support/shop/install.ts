import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Not beside this file: a runner is bundled into one. */
export const shopSource = resolve('examples/shop');

/** What the Dockerfile copies into the image. */
export const copied = ['package.json', 'src', 'sql'];

/** An installed application, in a temporary folder. */
export interface InstalledShop {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * The application as the image has it: its files, and the packages of its lock file, which are installed once for each lock file. Types
 * are among them, for a test that checks them.
 *
 * @throws Error saying how to install them, where the registry does not answer
 */
export async function installShop(): Promise<InstalledShop> {
  const packages = await installPackages();
  const folder = await mkdtemp(join(tmpdir(), 'terrace-shop-'));
  for (const name of copied) await cp(join(shopSource, name), join(folder, name), { recursive: true });
  await symlink(packages, join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** `.terrace/shop/<hash of the lock file>/node_modules`. Two that install at once do not see each other's half. */
async function installPackages(): Promise<string> {
  const lock = await readFile(join(shopSource, 'package-lock.json'));
  const folder = resolve('.terrace/shop', createHash('sha256').update(lock).digest('hex').slice(0, 12));
  const packages = join(folder, 'node_modules');
  if (existsSync(packages)) return packages;
  await mkdir(resolve('.terrace/shop'), { recursive: true });
  const partial = await mkdtemp(`${folder}-`);
  for (const name of ['package.json', 'package-lock.json']) await cp(join(shopSource, name), join(partial, name));
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=1'];
  await run('npm', install, { cwd: partial }).catch(async (error: { stderr: string }) => {
    await rm(partial, { recursive: true });
    const lines = error.stderr.split('\n').filter((line) => line.startsWith('npm error'));
    const why = lines.slice(0, 4).join('\n');
    throw new Error(
      `the packages of examples/shop are not installed, and the registry did not answer npm ci. Run it again where there is a network.\n${why}`,
    );
  });
  await rename(partial, folder).catch(() => rm(partial, { recursive: true }));
  return packages;
}
