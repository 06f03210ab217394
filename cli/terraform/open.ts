import { CliError } from '../errors';
import { say, type Io, type Variables } from '../io';
import type { Project } from '../project';
import type { RequiredProvider, Stack } from '../synthesis';
import { binaryName, findBinary, howToGetTerraform, assertNewEnough, type Binary } from './binary';
import { parseProvider, type Provider } from './mirror';
import { findProviders } from './provider-source';
import { Terraform } from './terraform';

/** Finds the binary, and the source of the providers of `stacks`. `env` is the environment that it runs in. */
export function openTerraform(
  binary: Binary,
  stacks: readonly Stack[],
  project: Project,
  io: Io,
  env?: Variables,
): Terraform {
  assertNewEnough(binary);
  const providers = requiredProviders(stacks, binary);
  const source = findProviders({ env: io.env, binary, providers, cache: project.cache });
  for (const note of source.notes) say(io, `note: ${note}`);
  return new Terraform(binary, source, io, env);
}

/** @throws CliError when there is none. */
export async function assertBinary(io: Io): Promise<Binary> {
  const binary = await findBinary(io);
  if (!binary) throw new CliError(`${binaryName(io.env)} is not on the PATH`, howToGetTerraform);
  return binary;
}

/** The `required_providers` of all of the stacks together. */
export function requiredBy(stacks: readonly Stack[]): Record<string, RequiredProvider> {
  return Object.assign({}, ...stacks.map(({ json }) => json.terraform.required_providers));
}

/** Every provider that any of the stacks requires, once. */
function requiredProviders(stacks: readonly Stack[], { registry }: Binary): Provider[] {
  const required: RequiredProvider[] = stacks.flatMap(({ json }) =>
    Object.values(json.terraform.required_providers ?? {}),
  );
  const distinct = new Map(required.map((provider) => [JSON.stringify(provider), provider]));
  return [...distinct.values()].map(({ source, version }) => parseProvider(source, version, registry));
}
