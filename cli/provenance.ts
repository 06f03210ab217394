import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.json';
import type { Provenance } from '../review/plan/provenance';
import { runChild } from './child';
import type { EnvironmentStacks } from './environments';
import { toJson } from './files';
import type { Io } from './io';
import type { Project } from './project';
import type { Binary } from './terraform/binary';
import { lockFileName } from './terraform/init';
import { requiredBy } from './terraform/open';

/** What a result was made from: the commit, the versions and the inputs. It has no date and no path of the machine. */
export async function provenanceOf(
  environments: readonly EnvironmentStacks[],
  binary: Binary | undefined,
  project: Project,
  io: Io,
): Promise<Provenance> {
  const stacks = environments.flatMap((environment) => environment.stacks);
  const commit = await commitOf(project, io);
  const providers = Object.values(requiredBy(stacks)).map(({ source, version = 'any' }) => [source, version]);
  const locks = [lockFileName, 'package-lock.json'].filter((file) => existsSync(join(project.root, file)));
  return {
    ...(commit && { commit }),
    terrace: version,
    ...(binary && { terraform: `${binary.product} ${binary.version}` }),
    providers: Object.fromEntries(providers),
    inputs: Object.fromEntries([
      ...stacks.map(({ name, json }) => [`stacks/${name}`, sha256(toJson(json))] as const),
      ...locks.map((file) => [file, sha256(readFileSync(join(project.root, file), 'utf8'))] as const),
    ]),
  };
}

async function commitOf(project: Project, io: Io): Promise<Provenance['commit']> {
  const git = (...args: string[]) => runChild(io, 'git', args, { cwd: project.root, env: io.env });
  const head = await git('rev-parse', '--verify', '--quiet', 'HEAD');
  if (head.exitCode !== 0) return undefined;
  const status = await git('status', '--porcelain', '--', '.');
  return { id: head.stdout.trim(), isDirty: status.exitCode !== 0 || status.stdout.trim() !== '' };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
