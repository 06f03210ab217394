// Which environment file stops the command line, and how: each is run alone, in a process of its own. Asked only after something failed
// that has no explanation of its own: an error at import, `throw null`, a rejected promise, process.exit().
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { messageOf } = require('./build-message.cjs');

const root = path.join(__dirname, '..');
const limitMs = 5000;

/** `environments/dev.ts: <what failed>` of the first file at fault; undefined where each of them loads. */
function environmentFault() {
  const index = path.join(root, 'environments/index.ts');
  if (!fs.existsSync(index)) return undefined;
  const names = Array.from(
    fs.readFileSync(index, 'utf8').matchAll(/ from '\.\/([\w-]+)'/g),
    ([, name]) => `${name}.ts`,
  );
  for (const file of [...names, 'index.ts'].map((name) => `environments/${name}`)) {
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe'];
    const { error, signal, status, output } = spawnSync(
      process.execPath,
      [path.join(__dirname, 'environment-fault.cjs'), file],
      {
        stdio,
        timeout: limitMs,
      },
    );
    if (error?.code === 'ETIMEDOUT') return `${file}: is still running after ${limitMs / 1000} s`;
    const fault = String(output?.[3] ?? '').trim();
    if (fault) return fault;
    if (signal || status !== 0) return `${file}: the process ended with ${signal ?? status}`;
  }
  return undefined;
}

/** Runs one file, and says on descriptor 3 what is wrong with it. */
function runAlone(file) {
  let isWhole = false;
  const fault = (text) => {
    isWhole = true;
    fs.writeSync(3, text);
    process.reallyExit(1);
  };
  process.on('uncaughtException', (error) => fault(`${file}: error at import: ${messageOf(error)}`));
  process.on('unhandledRejection', (error) => fault(`${file}: a promise is rejected: ${messageOf(error)}`));
  process.on('beforeExit', () => (isWhole = true));
  process.on(
    'exit',
    (code) => isWhole || fault(`${file}: calls process.exit(${code}); an environment file is data only`),
  );
  try {
    require('./run.cjs').run(file);
  } catch (error) {
    fault(error?.errors ? messageOf(error) : `${file}: error at import: ${messageOf(error)}`);
  }
}

module.exports = { environmentFault };

if (require.main === module) runAlone(process.argv[2]);
