import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors';
import { toJson, writeWhole } from '../files';
import { temporaryPathFor } from '../temporary';
import type { RequiredProvider } from '../synthesis';
import { diagnosticsText } from './aws-errors';
import { readDiagnostics } from './diagnostics';
import type { Terraform } from './terraform';

/** What `terraform init` depends on, besides the binary. */
export interface InitRequirements {
  readonly providers: Readonly<Record<string, RequiredProvider>>;
  /** The names of the modules, each in `./modules/<name>`. */
  readonly modules: readonly string[];
}

/** An initialized working directory's data, which any folder with the same modules and providers can use. */
export interface Initialized {
  /** For `TF_DATA_DIR`. */
  readonly dataDir: string;
  /** What the lock file says; nothing where no provider is expected. */
  readonly lock: string;
}

export const lockFileName = '.terraform.lock.hcl';

/**
 * Initializes once for all environments: `terraform init` hashes the provider's binary, which takes longer than it
 * takes to plan a stack. The result is cached by binary, providers and modules. Two runs at the same time cannot see an
 * incomplete one.
 *
 * @throws CliError with Terraform's output.
 */
export async function initialize(
  terraform: Terraform,
  expected: InitRequirements,
  root: string,
  cache: string,
): Promise<Initialized> {
  const committedLock = readIfThere(join(root, lockFileName));
  const { binary, providers } = terraform;
  const madeFrom = [binary, providers.kind, providers.where, expected, committedLock];
  const name = createHash('sha256').update(JSON.stringify(madeFrom)).digest('hex').slice(0, 16);
  const place = join(cache, 'init', name);
  if (!isWhole(place)) await initializeIn(place, terraform, expected, committedLock);
  return { dataDir: join(place, '.terraform'), lock: readIfThere(join(place, lockFileName)) };
}

/** The program of a provider that `init` installed. */
export function installedProvider({ dataDir }: Initialized, name: string, platform: string): string | undefined {
  const its = join(dataDir, 'providers', name);
  const [version, another] = existsSync(its) ? readdirSync(its) : [];
  if (!version || another) return undefined;
  const folder = join(its, version, platform);
  const program = readdirSync(folder).find((file) => file.startsWith('terraform-provider-'));
  return program && join(folder, program);
}

async function initializeIn(
  place: string,
  terraform: Terraform,
  expected: InitRequirements,
  lock: string,
): Promise<void> {
  const folder = temporaryPathFor(place);
  try {
    terraform.note('initializing Terraform (once for all plans)');
    mkdirSync(folder, { recursive: true });
    writeSkeleton(folder, expected, lock);
    const ran = await terraform.run(['init', '-backend=false', '-json'], { cwd: folder });
    if (ran.exitCode !== 0) throw initError(terraform, diagnosticsText(readDiagnostics(ran, 'terraform init')));
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
  } catch (error) {
    // Another run that expected the same was first.
    if (!isWhole(place)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function initError({ binary, providers }: Terraform, output: string): CliError {
  const next =
    providers.kind === 'registry'
      ? `Providers are taken from ${providers.where}. If that fails, set TERRACE_PROVIDER_MIRROR to a filesystem mirror ` +
        '(`terraform providers mirror <folder>` fills one).'
      : `Providers are taken from ${providers.where}.`;
  return new CliError(`${binary.command} init: ${output}`, next);
}

/** Just enough for `init`: which providers, and which modules. */
function writeSkeleton(folder: string, { providers, modules }: InitRequirements, lock: string): void {
  const terraform = { required_providers: providers };
  const calls = Object.fromEntries(modules.map((name) => [name, { source: `./modules/${name}` }]));
  writeWhole(join(folder, 'main.tf.json'), toJson(modules.length > 0 ? { terraform, module: calls } : { terraform }));
  for (const name of modules) writeWhole(join(folder, 'modules', name, 'main.tf.json'), toJson({ terraform }));
  if (lock) writeWhole(join(folder, lockFileName), lock);
}

/** Whether it is there, and with it all that it links to: a mirror or a cache may have gone since. */
function isWhole(place: string): boolean {
  const links = existsSync(place) ? readdirSync(place, { recursive: true }) : [];
  return links.length > 0 && links.every((path) => existsSync(join(place, String(path))));
}
