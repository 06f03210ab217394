import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from '../configuration/blocks';
import { InputError } from '../input-error';
import { parseJsonFile } from './json';
import { readText } from './text';

/** A module that `terraform init` has put on the disk. */
interface Installed {
  /** As Terraform completes it: `registry.terraform.io/acme/vpc/aws`. */
  readonly source: string;
  readonly version?: string;
  /** From the folder of the root. */
  readonly folder: string;
}

/** What `terraform init` wrote to `.terraform/modules/modules.json`, by the names of the calls: `network.subnets`. */
export type InstalledModules = ReadonlyMap<string, Installed>;

const manifest = '.terraform/modules/modules.json';

/** Reads the manifest of a root; one that is missing or broken installs nothing. */
export function installedModules(folder: string): InstalledModules {
  const file = join(folder, manifest);
  const installed = new Map<string, Installed>();
  if (!existsSync(file)) return installed;
  for (const entry of entriesOf(file)) {
    const { Key: key, Source: source, Version: version, Dir: dir } = (entry ?? {}) as Record<string, unknown>;
    if (typeof key !== 'string' || typeof source !== 'string' || typeof dir !== 'string') continue;
    installed.set(key, { source, folder: dir, ...(typeof version === 'string' && { version }) });
  }
  return installed;
}

function entriesOf(file: string): readonly unknown[] {
  try {
    const { Modules: modules } = parseJsonFile(file, readText(file)).json;
    return Array.isArray(modules) ? modules : [];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

/** Why what is installed is not what a call names: the call was changed since `terraform init`. */
export function staleness({ json }: Block, installed: Installed): string | undefined {
  const source = completed(String(json.source));
  const isSame = source === installed.source || installed.source.endsWith(source);
  if (!isSame) return `${manifest} has ${installed.source} for it: run terraform init`;
  const exact = /^\s*=?\s*(\d+\.\d+\.\d+\S*)\s*$/.exec(typeof json.version === 'string' ? json.version : '')?.[1];
  const isOther = exact !== undefined && installed.version !== undefined && exact !== installed.version;
  return isOther ? `${manifest} has version ${installed.version} of it: run terraform init` : undefined;
}

/**
 * A source as Terraform writes it into the manifest.
 *
 * @see https://developer.hashicorp.com/terraform/language/modules/sources
 */
function completed(source: string): string {
  if (/^[\w-]+\/[\w-]+\/[\w-]+(\/\/.*)?$/.test(source)) return `registry.terraform.io/${source}`;
  const [, host] = /^(github\.com|bitbucket\.org)\//.exec(source) ?? [];
  if (host !== undefined) {
    const [repository = '', ...rest] = source.split(/(?=\/\/|\?)/);
    return `git::https://${repository.replace(/\.git$/, '')}.git${rest.join('')}`;
  }
  return /^git@[^:]+:/.test(source) ? `git::ssh://${source.replace(':', '/')}` : source;
}
