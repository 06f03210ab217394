import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { CliError } from '../errors';
import { writeWhole } from '../files';
import type { Variables } from '../io';
import type { Binary } from './binary';
import { mirrorConfig, readCliConfig, type CliConfig } from './cli-config';
import { impliedFolders, isFolder, isIn, nearbyFolders, providerName, type Provider } from './mirror';

/** Where Terraform will take the providers from, and what its process needs in its environment to do so. */
export interface ProviderSource {
  readonly kind: 'mirror' | 'implied mirror' | 'CLI configuration' | 'registry';
  /** In words, for people: `the filesystem mirror /usr/share/mirror`. */
  readonly where: string;
  /** Set, or where undefined taken away. */
  readonly env: Variables;
  /** What was ignored, and why. */
  readonly notes: readonly string[];
  /** The mirror, where there is one. */
  readonly folder?: string;
}

/** A CLI configuration that is to be written. */
interface Generated {
  readonly file: string;
  readonly text: string;
}

export interface Search {
  readonly env: Variables;
  readonly binary: Pick<Binary, 'platform' | 'registry'>;
  readonly providers: readonly Provider[];
  /** Where a generated CLI configuration and the provider cache go. */
  readonly cache: string;
  /** @default the places where Linux keeps shared software */
  readonly places?: readonly string[];
}

/** As `locateProviders`, and writes the CLI configuration that was made for a mirror. */
export function findProviders(search: Search): ProviderSource {
  const { config, ...source } = locateProviders(search);
  // It may hold credentials, which the user's own has.
  if (config) writeWhole(config.file, config.text);
  return source;
}

/**
 * Decides where providers come from: `TERRACE_PROVIDER_MIRROR`; the user's CLI configuration, where it says; a mirror that
 * Terraform searches unasked; a mirror nearby, by a CLI configuration made for it; the registry.
 *
 * @throws CliError when `TERRACE_PROVIDER_MIRROR` does not hold them.
 */
export function locateProviders(search: Search): ProviderSource & { readonly config?: Generated } {
  const { env } = search;
  const home = env.HOME || homedir();
  const config = readCliConfig(env, home);
  const notes = config.missing ? [`TF_CLI_CONFIG_FILE names ${config.missing}, which does not exist: ignored`] : [];
  // Terraform warns on each run about a file that is not there.
  const base = { env: config.missing ? { TF_CLI_CONFIG_FILE: undefined } : {}, notes };
  const named = namedMirror(search);
  if (named) return { ...base, ...fromMirror(search, config, named) };
  if (config.saysProviders) {
    return { ...base, kind: 'CLI configuration', where: `as configured in ${config.files.join(', ')}` };
  }
  const implied = mirrorOfAll(impliedFolders(env, home), search);
  if (implied) {
    const where = `the filesystem mirror ${implied}, which Terraform searches by default`;
    return { ...base, kind: 'implied mirror', where, folder: implied };
  }
  const nearby = nearbyMirror(search, home);
  return { ...base, ...(nearby ? fromMirror(search, config, nearby) : fromRegistry(search, config, base.env)) };
}

/** What `TERRACE_PROVIDER_MIRROR` names. @throws CliError when that holds none of the providers. */
function namedMirror({ env, providers, binary }: Search): string | undefined {
  if (!env.TERRACE_PROVIDER_MIRROR) return undefined;
  const folder = resolve(env.TERRACE_PROVIDER_MIRROR);
  if (!isFolder(folder)) throw new CliError(`TERRACE_PROVIDER_MIRROR: expected a folder, found ${folder}`);
  if (providers.some((provider) => isIn(folder, provider, binary.platform))) return folder;
  const missing = providers.map((provider) => `${providerName(provider)} ${provider.version ?? ''}`.trim()).join(', ');
  throw new CliError(
    `TERRACE_PROVIDER_MIRROR: ${folder} has no ${missing} for ${binary.platform}`,
    `Fill it with: terraform providers mirror ${folder}`,
  );
}

/** The first mirror nearby that holds any of the providers. */
function nearbyMirror({ providers, binary, places }: Search, home: string): string | undefined {
  const candidates = providers.flatMap((provider) =>
    nearbyFolders(provider.host, home, places).filter((folder) => isIn(folder, provider, binary.platform)),
  );
  return candidates[0];
}

/** The first folder that holds every provider. */
function mirrorOfAll(folders: readonly string[], { providers, binary }: Search): string | undefined {
  return folders.find((folder) => providers.every((provider) => isIn(folder, provider, binary.platform)));
}

/** Loads all providers of a mirror from it, with a generated CLI configuration. */
function fromMirror(search: Search, config: CliConfig, folder: string) {
  const held = search.providers.filter((provider) => isIn(folder, provider, search.binary.platform));
  const own = config.saysProviders ? '' : config.text;
  const text = [own, mirrorConfig(folder, held.map(providerName))].filter(Boolean).join('\n');
  // Named by a hash of its content, so that two different runs do not share it.
  const file = join(search.cache, `terraform-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.tfrc`);
  const env = { TF_CLI_CONFIG_FILE: file };
  return { kind: 'mirror' as const, where: `the filesystem mirror ${folder}`, folder, env, config: { file, text } };
}

/** Each provider is downloaded once, into a cache for all stacks: the user's, or else CDKTF's own. */
function fromRegistry({ env, binary }: Search, config: CliConfig, base: Variables) {
  const cache = join(env.HOME || homedir(), '.terraform.d/plugin-cache');
  const hasCache = Boolean(env.TF_PLUGIN_CACHE_DIR) || config.saysPluginCache;
  return {
    kind: 'registry' as const,
    where: `${binary.registry}, over the network`,
    env: hasCache ? base : { ...base, TF_PLUGIN_CACHE_DIR: cache },
  };
}
