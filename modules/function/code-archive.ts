import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import type { Construct } from 'constructs';
import { assertProp } from '../props';
import { ZipFile, zipped, type ZippedFile } from '../zip-file';

/** Lambda developer guide, Lambda quotas, Deployment package (.zip file archive) size: uploaded directly, and unzipped. */
const most = { zippedMb: 50, unzippedMb: 250 };
const mb = 1024 * 1024;

/**
 * The files of a folder as a zip file beside the synthesized stack. The same files make the same bytes.
 *
 * @throws PropsError for a folder that does not exist, has no file or a link, or is too large for Lambda.
 */
export function codeArchive(
  scope: Construct,
  id: string,
  { name, folder }: { readonly name: string; readonly folder: string },
): ZipFile {
  const files = filesIn(scope, folder, folder);
  assertProp(scope, 'code.folder', files.length > 0, 'a folder with files', folder);
  const unzipped = files.reduce((size, { contents }) => size + contents.length, 0);
  const { zippedMb, unzippedMb } = most;
  assertProp(scope, 'code.folder', unzipped <= unzippedMb * mb, `${unzippedMb} MB of files at most`, folder);
  const bytes = zipped(files);
  const isSmall = bytes.length <= zippedMb * mb;
  assertProp(scope, 'code.folder', isSmall, `${zippedMb} MB zipped at most; upload more as an object`, folder);
  return new ZipFile(scope, id, { path: `assets/${name}.zip`, bytes });
}

function filesIn(scope: Construct, root: string, folder: string): ZippedFile[] {
  const names = entriesOf(scope, folder).sort((one, other) => (one.name < other.name ? -1 : 1));
  return names.flatMap((entry): ZippedFile[] => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(scope, root, at);
    assertProp(scope, 'code.folder', entry.isFile(), 'a folder with files and folders, and no link', at);
    const name = path.relative(root, at).split(path.sep).join('/');
    return [{ name, contents: readFileSync(at), isExecutable: (statSync(at).mode & 0o100) !== 0 }];
  });
}

function entriesOf(scope: Construct, folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    assertProp(scope, 'code.folder', false, 'a folder that exists', folder);
  }
}
