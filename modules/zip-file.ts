import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { zipSync, type Zippable } from 'fflate';

export interface ZippedFile {
  /** In the zip file: `nodejs/index.js`. */
  readonly name: string;
  readonly contents: Uint8Array;
  readonly isExecutable: boolean;
}

/** Zip counts from here, in local time. */
const noTime = new Date(1980, 0, 1);

/** The same files in the same order make the same bytes: without times, with modes of two kinds. */
export function zipped(files: readonly ZippedFile[]): Uint8Array {
  const entries = files.map(({ name, contents, isExecutable }): [string, Zippable[string]] => {
    const mode = isExecutable ? 0o755 : 0o644;
    // 3 is Unix, whose modes are in the upper 16 bits; 0o100000 is a regular file.
    return [name, [contents, { os: 3, attrs: ((0o100000 | mode) << 16) >>> 0, mtime: noTime, level: 9 }]];
  });
  return zipSync(Object.fromEntries(entries));
}

/** A zip file beside the synthesized stack. */
export class ZipFile extends Construct {
  /** From the folder that Terraform runs in. */
  readonly path: string;
  /** What Terraform knows a change of the code by: SHA-256, in Base64. */
  readonly hash: string;
  private readonly bytes: Uint8Array;

  constructor(
    scope: Construct,
    id: string,
    { path: at, bytes }: { readonly path: string; readonly bytes: Uint8Array },
  ) {
    super(scope, id);
    this.path = at;
    this.bytes = bytes;
    this.hash = createHash('sha256').update(bytes).digest('base64');
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
