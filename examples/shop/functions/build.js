import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

const shop = fileURLToPath(new URL('../', import.meta.url));
const folder = new URL('../build/functions/', import.meta.url);

/** Packages that are not bundled, since they load files beside them: these of each are in the zip. */
const beside = { thumbnails: { 'wasm-vips': ['package.json', 'lib/vips-node.mjs', 'lib/vips.wasm'] }, report: {} };

/** Zip counts from here, in local time. */
const noTime = new Date(1980, 0, 1);

/**
 * The code of a function with its packages, as Lambda takes it: one module, and what it loads. The same sources make the same bytes, on any machine.
 *
 * @param {string} name
 * @param {Readonly<Record<string, readonly string[]>>} others
 */
async function zip(name, others) {
  const { outputFiles } = await build({
    ...{ absWorkingDir: shop, entryPoints: [`functions/${name}.js`], bundle: true, write: false, charset: 'utf8' },
    ...{ platform: 'node', target: 'node22', format: 'esm', mainFields: ['module', 'main'], legalComments: 'inline' },
    // Names of errors are in the log; a folder that packages are linked from is in no line.
    ...{ minifySyntax: true, minifyWhitespace: true, preserveSymlinks: true },
    external: [...Object.keys(others), 'pg-native'],
    // Packages of CommonJS ask for modules of Node.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  /** @type {[string, Uint8Array][]} */
  const files = [['index.mjs', outputFiles[0]?.contents ?? new Uint8Array()]];
  for (const [module, names] of Object.entries(others)) {
    for (const file of names) {
      const at = `node_modules/${module}/${file}`;
      files.push([at, await readFile(new URL(`../${at}`, import.meta.url))]);
    }
  }
  // 3 is Unix, whose modes are in the upper 16 bits.
  const options = /** @type {const} */ ({ os: 3, attrs: (0o100644 << 16) >>> 0, mtime: noTime, level: 9 });
  const sorted = files.sort(([one], [other]) => (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([at, bytes]) => [at, [bytes, options]])));
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const [name, others] of Object.entries(beside)) {
  await writeFile(new URL(`${name}.zip`, folder), await zip(name, others));
}
