import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Where the files of an input may lie: in its repository, and where there is none, in its folder. */
export interface Boundary {
  /** The folder that was named, links followed. */
  readonly folder: string;
  /** The nearest folder around it that has `.git`. */
  readonly repository: string | undefined;
}

export function boundaryOf(folder: string): Boundary {
  const real = realOf(folder) ?? folder;
  return { folder: real, repository: repositoryOf(real) };
}

/** Whether a path, links followed, lies in a folder. */
export function isWithin(folder: string, path: string): boolean {
  return !/^\.\.(\/|$)/.test(relative(folder, path));
}

/** A path with its links followed; nothing where there is no such file or folder. */
export function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryOf(parent);
}
