#!/usr/bin/env node
const fs = require('node:fs');
const path = require('node:path');

const isDebug = process.argv.includes('--debug');
// The package holds the command line as one file, and not its source.
const isPackage = !fs.existsSync(path.join(__dirname, 'run.cjs'));
try {
  if (isPackage) require('../dist/terrace.cjs');
  else if (isDebug) require('./run.cjs').run('cli/index.ts');
  else require('./run-cached.cjs').runKept('cli/index.ts');
} catch (error) {
  // esbuild has reported which file does not parse; nothing else throws before the command line has been read.
  console.error(isDebug ? error : error.message);
  process.exitCode = 2;
}
