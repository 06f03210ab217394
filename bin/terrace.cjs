#!/usr/bin/env node
const fs = require('node:fs');
const path = require('node:path');

const isDebug = process.argv.includes('--debug');
// The package holds the command line as one file, and not its source.
const isPackage = !fs.existsSync(path.join(__dirname, 'run.cjs'));
try {
  if (isPackage) void require('../dist/terrace.cjs').main();
  else {
    const load = isDebug ? require('./run.cjs').run : require('./run-cached.cjs').runKept;
    void load('cli/index.ts').main(() => require('./environment-fault.cjs').environmentFault());
  }
} catch (error) {
  // A file that does not parse; nothing else throws before the command line has been read.
  console.error(isPackage ? error.message : require('./build-message.cjs').messageOf(error));
  if (isDebug) console.error(error);
  process.exitCode = 2;
}
