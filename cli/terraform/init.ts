import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors';
import { besides, toJson, writeWhole } from '../files';
import type { RequiredProvider } from '../synthesis';
import { readDiagnostics } from './diagnostics';
import type { Terraform } from './terraform';

/** What `terraform init` depends on, besides the binary. */
export interface Wanted {
  readonly providers: Readonly<Record<string, RequiredProvider>>;
  /** The names of the modules, each in `./modules/<name>`. */
  readonly modules: readonly string[];
}

/** An initialized working directory's data, which any folder with the same modules and providers can use. */
export interface Initialized {
  /** For `TF_DATA_DIR`. */
  readonly dataDir: string;
  readonly lockFile: string;
}

export const lockFileName = '.terraform.lock.hcl';

/**
 * Initializes once for all environments: `terraform init` hashes the provider's binary, which takes longer than it takes
 * to plan a stack. The result is kept under a name that says what it was made from, so a later run with the same binary,
 * providers and modules takes it as it is, and two runs at once cannot meet in a half-made one.
 *
 * @throws CliError with what Terraform said.
 */
export async function initialize(
  terraform: Terraform,
  wanted: Wanted,
  root: string,
  cache: string,
): Promise<Initialized> {
  const lock = join(root, lockFileName);
  const committedLock = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
  const { binary, providers } = terraform;
  const madeFrom = [binary, providers.kind, providers.where, wanted, committedLock];
  const name = createHash('sha256').update(JSON.stringify(madeFrom)).digest('hex').slice(0, 16);
  const place = join(cache, 'init', name);
  const initialized = { dataDir: join(place, '.terraform'), lockFile: join(place, lockFileName) };
  if (isWhole(initialized)) return initialized;

  const folder = besides(place);
  try {
    mkdirSync(folder, { recursive: true });
    writeSkeleton(folder, wanted, committedLock);
    const ran = await terraform.run(['init', '-backend=false', '-json'], { cwd: folder });
    const errors = readDiagnostics(ran, 'terraform init').filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw initError(
        terraform,
        errors.map(({ summary, detail }) => `${summary}: ${detail ?? ''}`),
      );
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
  } catch (error) {
    // Another run that wanted the same was first.
    if (!isWhole(initialized)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return initialized;
}

export function initError({ binary, providers }: Terraform, said: readonly string[]): CliError {
  const next =
    providers.kind === 'registry'
      ? `Providers are taken from ${providers.where}. Where that is out of reach, TERRACE_PROVIDER_MIRROR=<folder> names a filesystem mirror ` +
        '(`terraform providers mirror <folder>` fills one).'
      : `Providers are taken from ${providers.where}.`;
  return new CliError(`${binary.command} init: ${said.join('\n')}`.trim(), next);
}

/** Just enough for `init`: which providers, and which modules. */
function writeSkeleton(folder: string, { providers, modules }: Wanted, lock: string): void {
  const terraform = { required_providers: providers };
  const calls = Object.fromEntries(modules.map((name) => [name, { source: `./modules/${name}` }]));
  writeWhole(join(folder, 'main.tf.json'), toJson(modules.length > 0 ? { terraform, module: calls } : { terraform }));
  for (const name of modules) writeWhole(join(folder, 'modules', name, 'main.tf.json'), toJson({ terraform }));
  if (lock) writeWhole(join(folder, lockFileName), lock);
}

/** Whether all that it links to is still there: a mirror or a cache may have gone since. */
function isWhole({ dataDir, lockFile }: Initialized): boolean {
  if (!existsSync(lockFile)) return false;
  const providers = join(dataDir, 'providers');
  return (
    existsSync(providers) &&
    readdirSync(providers, { recursive: true }).every((path) => existsSync(join(providers, String(path))))
  );
}
