// Runs an entry point like run.cjs, but keeps the bundle in build/ until a file that went into it changes. For the command
// line, and for the app, which every plan starts: its packages are in the bundle too, and V8's code for it is kept as well.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const root = path.join(__dirname, '..');

/** Runs `entry` (relative to the repository), packages and all, as fast as it gets. It must not import() what is not in the bundle. */
function runCached(entry) {
  const filename = path.join(root, entry);
  const kept = keptAs(entry);
  const { hash, code } = readFresh(kept) ?? bundle(filename, kept);
  // Named by what it was compiled from: V8 itself compares no more than the length.
  const compiled = `${kept}.${hash}.v8`;
  const cachedData = fs.existsSync(compiled) ? fs.readFileSync(compiled) : undefined;
  const script = new vm.Script(Module.wrap(code), { filename, cachedData });
  mapStackTraces(filename, `${kept}.${hash}.lines.json`);
  const bundled = new Module(filename);
  bundled.paths = Module._nodeModulePaths(root);
  const required = bundled.require.bind(bundled);
  script.runInThisContext().call(bundled.exports, bundled.exports, required, bundled, filename, path.dirname(filename));
  // After the run, so that it holds what the run compiled. V8 refuses what another version of it wrote.
  if (script.cachedDataRejected !== false) write(compiled, script.createCachedData());
}

/** Runs `entry` (relative to the repository) with its packages outside the bundle, as run.cjs does. @returns its exports */
function runKept(entry) {
  const filename = path.join(root, entry);
  const kept = keptAs(entry);
  const { code } = readFresh(kept) ?? bundle(filename, kept, { packages: 'external', sourcemap: false });
  const bundled = new Module(filename);
  bundled.filename = filename;
  bundled.paths = Module._nodeModulePaths(root);
  bundled._compile(code, filename);
  return bundled.exports;
}

function keptAs(entry) {
  return path.join(root, 'build', entry.replace(/\W/g, '-'));
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

function bundle(filename, kept, options = {}) {
  const started = Date.now();
  const { outputFiles, metafile } = require('esbuild').buildSync({
    absWorkingDir: root,
    entryPoints: [filename],
    outfile: `${kept}.cjs`,
    write: false,
    metafile: true,
    sourcemap: 'external',
    sourcesContent: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    ...options,
  });
  const map = outputFiles.find(({ path }) => path.endsWith('.map'));
  const { text, hash: unsafe } = outputFiles.find(({ path }) => path.endsWith('.cjs'));
  const hash = unsafe.replace(/\W/g, '-');
  const inputs = Object.fromEntries(Object.keys(metafile.inputs).map((file) => [file, stamp(file)]));
  const code = `//${JSON.stringify({ hash, inputs })}\n${text}`;
  // A file that changed meanwhile may be in the bundle as it was, under the stamp that it has now.
  if (Object.values(inputs).some((stamped) => Number(stamped.split(' ')[0]) >= started)) return { hash, code };
  removeDerived(kept);
  if (map) write(`${kept}.${hash}.lines.json`, JSON.stringify(linesOf(JSON.parse(map.text), text)));
  write(`${kept}.cjs`, code);
  return { hash, code };
}

function removeDerived(kept) {
  const folder = path.dirname(kept);
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const file of fs.readdirSync(folder)) {
    if (file.startsWith(path.basename(kept)) && /\.(v8|lines\.json)$/.test(file)) remove(path.join(folder, file));
  }
}

/** Which line of our own source each line of a bundle is: `{ 91181: ['modules/rds/instance.ts', 42] }`. A whole map takes 0.1 s to read. */
function linesOf(map, text) {
  const sourceMap = new Module.SourceMap(map);
  const lines = {};
  text.split('\n').forEach((line, index) => {
    // A frame of a constructor is where its `new` is.
    const made = line.indexOf('new ');
    const { originalSource, originalLine } = sourceMap.findEntry(index, made < 0 ? line.search(/\S|$/) : made);
    if (originalSource === undefined || originalSource.includes('node_modules')) return;
    // From 1, and below the line that the bundle begins with.
    lines[index + 2] = [originalSource.replace(/^(\.\.\/)+/, ''), originalLine + 1];
  });
  return lines;
}

/** Has stack traces name the source, as `--enable-source-maps` does. Read when the first one is asked for. */
function mapStackTraces(filename, file) {
  let lines;
  const places = new Map();
  const read = () => {
    try {
      return JSON.parse(fs.readFileSync(file, 'utf8'));
    } catch {
      return {};
    }
  };
  Error.prepareStackTrace = (error, frames) => {
    lines ??= read();
    const place = (frame) => {
      const [source, line] = lines[frame.getLineNumber()] ?? ['node_modules/bundled', 1];
      return `${path.join(root, source)}:${line}:1`;
    };
    const at = frames.map((frame) => {
      if (frame.getFileName() !== filename) return `    at ${frame}`;
      // V8 takes 30 times as long to find a line as a position.
      const position = frame.getPosition();
      if (!places.has(position)) places.set(position, place(frame));
      return `    at ${frame.getFunctionName() ?? '<anonymous>'} (${places.get(position)})`;
    });
    return [error, ...at].join('\n');
  };
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
    remove(besides);
  }
}

/** Left where it may not be removed: nothing reads it. */
function remove(file) {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // See above.
  }
}

module.exports = { runCached, runKept };
