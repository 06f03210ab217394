import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Variables } from '../io';
import type { StackJson } from '../synthesis';
import { binaryName, thisPlatform } from './binary';
import { parseProvider, type Provider } from './mirror';
import { locateProviders } from './provider-source';

/**
 * Lets cdktf-cli use the provider mirror that Terrace found: Terraform searches `terraform.d/plugins` in its working
 * directory, so that folder of each synthesized stack becomes a link to it. If Terraform finds a mirror by itself,
 * there is no link.
 */
export function linkMirror(synthesized: string, env: Variables): void {
  const stacks = join(synthesized, 'stacks');
  const isTofu = basename(binaryName(env)).startsWith('tofu');
  const binary = {
    platform: thisPlatform(),
    registry: isTofu ? 'registry.opentofu.org' : 'registry.terraform.io',
  } as const;
  const folders = readdirSync(stacks).map((name) => join(stacks, name));
  const providers = distinct(folders.flatMap((folder) => requiredIn(folder, binary.registry)));
  const found = providers.length > 0 ? locateProviders({ env, binary, providers, cache: synthesized }) : undefined;
  const mirror = found?.kind === 'mirror' ? found.folder : undefined;
  for (const folder of folders) link(join(folder, 'terraform.d', 'plugins'), mirror);
}

function requiredIn(folder: string, registry: string): Provider[] {
  const { terraform }: StackJson = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
  const required = Object.values(terraform.required_providers ?? {});
  return required.map(({ source, version }) => parseProvider(source, version, registry));
}

function distinct(providers: readonly Provider[]): Provider[] {
  return [...new Map(providers.map((provider) => [JSON.stringify(provider), provider])).values()];
}

/** Keeps a folder with files, and replaces a link to another place. */
function link(path: string, mirror: string | undefined): void {
  const existing = lstatSync(path, { throwIfNoEntry: false });
  if (existing && !existing.isSymbolicLink()) return;
  if (existing && mirror && readlinkSync(path) === mirror) return;
  if (existing) rmSync(path);
  if (!mirror) return;
  mkdirSync(join(path, '..'), { recursive: true });
  symlinkSync(mirror, path, 'dir');
}
