import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { zipSync, type ZipOptions } from 'fflate';
import { assertProp } from '../props';

/** Lambda developer guide, Lambda quotas, Deployment package (.zip file archive) size: uploaded directly, and unzipped. */
const most = { zippedMb: 50, unzippedMb: 250 };
const mb = 1024 * 1024;

/** Zip counts from here, in local time. */
const noTime = new Date(1980, 0, 1);

/** The files of a folder as a zip file beside the synthesized stack. The same files make the same bytes: sorted, without times, with modes of two kinds. */
export class CodeArchive extends Construct {
  /** From the folder that Terraform runs in. */
  readonly path: string;
  /** What Terraform knows a change of the code by: SHA-256, in Base64. */
  readonly hash: string;
  private readonly bytes: Uint8Array;

  /** @throws PropsError for a folder that does not exist, has no file or a link, or is too large for Lambda. */
  constructor(scope: Construct, id: string, { name, folder }: { readonly name: string; readonly folder: string }) {
    super(scope, id);
    const files = filesIn(scope, folder, folder);
    assertProp(scope, 'code.folder', files.length > 0, 'a folder with files', folder);
    const unzipped = files.reduce((size, [, [bytes]]) => size + bytes.length, 0);
    const { zippedMb, unzippedMb } = most;
    assertProp(scope, 'code.folder', unzipped <= unzippedMb * mb, `${unzippedMb} MB of files at most`, folder);
    this.bytes = zipSync(Object.fromEntries(files));
    const isSmall = this.bytes.length <= zippedMb * mb;
    assertProp(scope, 'code.folder', isSmall, `${zippedMb} MB zipped at most; upload more as an object`, folder);
    this.path = `assets/${name}.zip`;
    this.hash = createHash('sha256').update(this.bytes).digest('base64');
    addCustomSynthesis(this, {
      onSynthesize: ({ manifest }) => {
        const { synthesizedStackPath } = manifest.forStack(TerraformStack.of(this));
        this.write(path.join(manifest.outdir, path.dirname(synthesizedStackPath)));
      },
    });
  }

  /** Writes the zip file below the folder that Terraform runs in. */
  write(folder: string): void {
    const target = path.join(folder, this.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, this.bytes);
  }
}

type File = readonly [name: string, file: [Uint8Array, ZipOptions]];

function filesIn(scope: Construct, root: string, folder: string): File[] {
  const names = entriesOf(scope, folder).sort((one, other) => (one.name < other.name ? -1 : 1));
  return names.flatMap((entry): File[] => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(scope, root, at);
    assertProp(scope, 'code.folder', entry.isFile(), 'a folder with files and folders, and no link', at);
    const mode = (statSync(at).mode & 0o100) === 0 ? 0o644 : 0o755;
    const name = path.relative(root, at).split(path.sep).join('/');
    // 3 is Unix, whose modes are in the upper 16 bits; 0o100000 is a regular file.
    return [[name, [readFileSync(at), { os: 3, attrs: ((0o100000 | mode) << 16) >>> 0, mtime: noTime, level: 9 }]]];
  });
}

function entriesOf(scope: Construct, folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    assertProp(scope, 'code.folder', false, 'a folder that exists', folder);
  }
}
