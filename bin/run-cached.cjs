// Runs an entry point like run.cjs, as fast as it gets: packages are in the bundle too, and the bundle and V8's code for it
// are kept in build/ until a file that went into it changes. For the app, which every plan starts.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const root = path.join(__dirname, '..');

/** Runs `entry` (relative to the repository). */
function runCached(entry) {
  const filename = path.join(root, entry);
  const kept = path.join(root, 'build', entry.replace(/\W/g, '-'));
  const { hash, code } = readFresh(kept) ?? bundle(filename, kept);
  // Named by what it was compiled from: V8 itself compares no more than the length.
  const compiled = `${kept}.${hash}.v8`;
  const cachedData = fs.existsSync(compiled) ? fs.readFileSync(compiled) : undefined;
  const script = new vm.Script(Module.wrap(code), { filename, cachedData });
  const bundled = new Module(filename);
  bundled.paths = Module._nodeModulePaths(root);
  const required = bundled.require.bind(bundled);
  script.runInThisContext().call(bundled.exports, bundled.exports, required, bundled, filename, path.dirname(filename));
  // After the run, so that it holds what the run compiled. V8 refuses what another version of it wrote.
  if (script.cachedDataRejected !== false) write(compiled, script.createCachedData());
}

/** The bundle of an earlier run, unless a file that it was made from has changed since. Its first line says what those were. */
function readFresh(kept) {
  try {
    const code = fs.readFileSync(`${kept}.cjs`, 'utf8');
    const { hash, inputs } = JSON.parse(code.slice(2, code.indexOf('\n')));
    return Object.entries(inputs).every(([file, was]) => stamp(file) === was) ? { hash, code } : undefined;
  } catch {
    return undefined;
  }
}

function bundle(filename, kept) {
  const { outputFiles, metafile } = require('esbuild').buildSync({
    absWorkingDir: root,
    entryPoints: [filename],
    outfile: `${kept}.cjs`,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const [{ text, hash: unsafe }] = outputFiles;
  const hash = unsafe.replace(/\W/g, '-');
  const inputs = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [file, stamp(file)]));
  const code = `//${JSON.stringify({ hash, inputs })}\n${text}`;
  removeCompiled(kept);
  write(`${kept}.cjs`, code);
  return { hash, code };
}

function removeCompiled(kept) {
  const folder = path.dirname(kept);
  const old = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  for (const file of old) {
    if (file.startsWith(path.basename(kept)) && file.endsWith('.v8'))
      fs.rmSync(path.join(folder, file), { force: true });
  }
}

function stamp(file) {
  const { mtimeMs, size } = fs.statSync(path.join(root, file));
  return `${mtimeMs} ${size}`;
}

/** Whole or not at all, also beside another run. Where nothing may be written, the next run is slower and no less right. */
function write(file, data) {
  const besides = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(besides, data);
    fs.renameSync(besides, file);
  } catch {
    fs.rmSync(besides, { force: true });
  }
}

module.exports = { runCached };
