// Runs a TypeScript entry point. esbuild bundles it in memory on every start (tens of milliseconds), so it is never
// stale and leaves nothing on disk; packages stay outside the bundle. Usage: node bin/run.cjs <entry.ts> [arguments]
const Module = require('node:module');
const path = require('node:path');
const { messageOf } = require('./build-message.cjs');

const root = path.join(__dirname, '..');

/** Bundles `entry` (relative to the repository), runs it and returns its exports. */
function run(entry) {
  const filename = path.join(root, entry);
  const { outputFiles } = require('esbuild').buildSync({
    absWorkingDir: root,
    entryPoints: [filename],
    outfile: filename.replace(/\.ts$/, '.cjs'),
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    sourcemap: process.env.TERRACE_DEBUG ? 'inline' : false,
    logLevel: 'silent',
  });
  if (process.env.TERRACE_DEBUG) process.setSourceMapsEnabled(true);
  const bundle = new Module(filename, module);
  bundle.filename = filename;
  bundle.paths = Module._nodeModulePaths(root);
  bundle._compile(outputFiles[0].text, filename);
  return bundle.exports;
}

module.exports = { run };

if (require.main === module) {
  const [entry] = process.argv.splice(2, 1);
  if (!entry) {
    console.error('usage: node bin/run.cjs <entry.ts> [arguments]');
    process.exit(2);
  }
  try {
    run(entry);
  } catch (error) {
    console.error(error?.errors ? messageOf(error) : error);
    process.exit(2);
  }
}
