import { buildSync } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from './measure';

const node = process.execPath;

/** Synthesis of every environment, as `cdktf synth` starts it. */
export function synthesis(scratch: string): Command {
  const out = path.join(scratch, 'cdktf.out');
  return {
    command: node,
    args: ['bin/app.cjs'],
    env: { CDKTF_OUTDIR: out },
    before: () => rmSync(out, { recursive: true, force: true }),
  };
}

/** Its floor: Node loads `cdktf` and the provider classes that the platform uses, and writes nothing. */
export function synthesisFloor(scratch: string): Command {
  const { metafile } = buildSync({
    entryPoints: ['main.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    write: false,
    metafile: true,
    outfile: 'main.cjs',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map((imported) => imported.path));
  const used = [...new Set(imports)].filter((name) => /^(cdktf|constructs|@cdktf\/)/.test(name));
  mkdirSync(scratch, { recursive: true });
  const floor = path.join(scratch, 'floor.cjs');
  writeFileSync(floor, used.map((name) => `require(${JSON.stringify(require.resolve(name))});\n`).join(''));
  return { command: node, args: [floor] };
}

/** Synthesis of `count` environments: copies of prod under other names. */
export function synthesisOf(count: number, scratch: string): Command {
  const out = path.join(scratch, `cdktf.out.${count}`);
  return {
    command: node,
    args: ['bin/run.cjs', 'bench/many.ts', String(count)],
    env: { CDKTF_OUTDIR: out },
    before: () => rmSync(out, { recursive: true, force: true }),
  };
}
