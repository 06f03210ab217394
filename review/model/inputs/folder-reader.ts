import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { FileReader } from '../configuration/functions/files';
import { Unknown } from '../value';
import { type Boundary, isWithin, realOf } from './boundary';

/** What `file()` reads at most: a template, a policy. */
const largestFile = 10 * 1024 * 1024;
const mostFiles = 10_000;

/** Lets functions read files of a repository, or of a folder and the modules that it calls, and none outside, links followed. */
export function folderReader(folder: string, { repository }: Boundary, modules: readonly string[]): FileReader {
  const readable = repository ? [repository] : [realOf(folder) ?? folder, ...modules];
  const within = (path: string): string | Unknown | undefined => {
    const real = realOf(isAbsolute(path) ? path : join(folder, path));
    if (real === undefined) return undefined;
    const isInside = readable.some((root) => isWithin(root, real));
    return isInside
      ? real
      : new Unknown(`the file "${path}" lies outside of the ${repository ? 'repository' : 'folder'}`);
  };
  return {
    read(path) {
      const real = within(path);
      if (real === undefined || real instanceof Unknown) return real;
      const stat = lstatSync(real);
      if (!stat.isFile()) return new Unknown(`"${path}" is not a file`);
      if (stat.size > largestFile) return new Unknown(`the file "${path}" is larger than 10 MB`);
      try {
        return readFileSync(real);
      } catch {
        return new Unknown(`the file "${path}" may not be read`);
      }
    },
    list(path) {
      const real = within(path);
      if (real === undefined || real instanceof Unknown) return real ?? [];
      return filesBelow(real);
    },
  };
}

/** Links are not followed, so a loop of them has an end. */
function filesBelow(folder: string): readonly string[] | Unknown {
  const found: string[] = [];
  const todo = [folder];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) todo.push(path);
      else if (entry.isFile()) found.push(relative(folder, path).split(sep).join('/'));
    }
    if (found.length > mostFiles) return new Unknown(`the folder has more than ${mostFiles} files`);
  }
  return found;
}
