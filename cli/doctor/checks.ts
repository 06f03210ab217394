import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CliError } from '../errors';
import type { Io, Variables } from '../io';
import type { Project } from '../project';
import {
  binaryName,
  compareVersions,
  findBinary,
  howToGetTerraform,
  isTooOld,
  oldest,
  thisPlatform,
  type Binary,
} from '../terraform/binary';
import { parseProvider, providerName } from '../terraform/mirror';
import { locateProviders } from '../terraform/provider-source';
import { credentialSources } from './credentials';

/** A tool that a command needs. One that only a network request could find is `unknown`, never `missing`. */
export interface Check {
  readonly name: string;
  readonly status: 'present' | 'missing' | 'unknown';
  readonly found: string;
  readonly neededFor: string;
  /** Whether `terrace plan` needs it. */
  readonly needed: boolean;
  readonly howToGet?: string;
}

export async function checks(project: Project, io: Io): Promise<Check[]> {
  const { check, binary } = await terraform(io);
  return [node(process.versions.node), check, provider(project, io, binary), emulator(io.env), credentials(io.env)];
}

const oldestNode = '20.9';

export function node(version: string): Check {
  const isPresent = compareVersions(version, oldestNode) >= 0;
  return {
    name: 'Node',
    status: isPresent ? 'present' : 'missing',
    found: version,
    neededFor: 'everything',
    needed: true,
    ...(!isPresent && { howToGet: `Node ${oldestNode} or newer: https://nodejs.org/en/download` }),
  };
}

async function terraform(io: Io): Promise<{ check: Check; binary?: Binary }> {
  const about = { name: 'Terraform', neededFor: 'plan, bootstrap, cdktf diff and deploy', needed: true };
  const missing = (found: string) => ({
    check: { ...about, status: 'missing' as const, found, howToGet: howToGetTerraform },
  });
  try {
    const binary = await findBinary(io);
    if (!binary) return missing(`${binaryName(io.env)} is not on the PATH`);
    const { product, version, platform, command } = binary;
    if (isTooOld(binary)) return missing(`${product} ${version} is older than ${oldest[product]}`);
    return { binary, check: { ...about, status: 'present', found: `${product} ${version}, ${platform} (${command})` } };
  } catch (error) {
    if (error instanceof CliError) return missing(error.message);
    throw error;
  }
}

function provider(project: Project, io: Io, binary: Binary | undefined): Check {
  const about = { neededFor: 'plan, bootstrap, cdktf diff and deploy', needed: true };
  const platform = binary?.platform ?? thisPlatform();
  const registry = binary?.registry ?? 'registry.terraform.io';
  const { source, version } = boundProvider(project);
  const expected = parseProvider(source, version, registry);
  const name = `AWS provider ${version}`;
  try {
    const found = locateProviders({
      env: io.env,
      binary: { platform, registry },
      providers: [expected],
      cache: project.cache,
    });
    const where = [`from ${found.where}`, ...found.notes].join('; ');
    if (found.kind === 'mirror' || found.kind === 'implied mirror')
      return { ...about, name, status: 'present', found: where };
    const howToGet =
      'Terraform downloads it on the first plan (150 MB, once). If the registry cannot be reached, ' +
      `fill a folder on another machine with \`terraform providers mirror <folder>\` and set TERRACE_PROVIDER_MIRROR to it. It needs ${providerName(expected)}.`;
    return { ...about, name, status: 'unknown', found: where, howToGet };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { ...about, name, status: 'missing', found: error.message, ...(error.next && { howToGet: error.next }) };
  }
}

/** The provider that the bindings were generated from, which they say themselves. */
function boundProvider({ root }: Project): { source: string; version: string } {
  const manifest = createRequire(join(root, 'package.json')).resolve('@cdktf/provider-aws/package.json');
  const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')).cdktf.provider;
  return { source: name.split('/').slice(-2).join('/'), version };
}

function emulator(env: Variables): Check {
  const about = { name: 'AWS emulator', neededFor: 'npm run test:e2e', needed: false };
  if (env.AWS_ENDPOINT_URL) return { ...about, status: 'unknown', found: 'the one at AWS_ENDPOINT_URL; not contacted' };
  const command = ['moto_server', 'docker'].find((name) => isOnPath(env, name));
  if (command) return { ...about, status: 'present', found: `${command} is on the PATH` };
  const howToGet =
    "pip install 'moto[server]', or Docker for moto's container, or AWS_ENDPOINT_URL for any other emulator";
  return { ...about, status: 'missing', found: 'neither moto_server nor docker is on the PATH', howToGet };
}

function credentials(env: Variables): Check {
  const about = {
    name: 'AWS credentials',
    neededFor: 'plan --live, bootstrap, cdktf deploy; not for plan',
    needed: false,
  };
  const sources = credentialSources(env, env.HOME || homedir());
  if (sources.length > 0) return { ...about, status: 'present', found: `${sources.join('; ')} (not verified)` };
  const howToGet =
    'aws configure sso, then AWS_PROFILE=<profile>: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html';
  return { ...about, status: 'missing', found: 'none in the environment or in ~/.aws', howToGet };
}

function isOnPath(env: Variables, command: string): boolean {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return existsSync(join(folder, command));
    } catch {
      return false;
    }
  });
}
