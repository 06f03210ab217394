#!/usr/bin/env node
const isDebug = process.argv.includes('--debug');
try {
  if (isDebug) require('./run.cjs').run('cli/index.ts');
  else require('./run-cached.cjs').runKept('cli/index.ts');
} catch (error) {
  // esbuild has reported which file does not parse; nothing else throws before the command line has been read.
  console.error(isDebug ? error : error.message);
  process.exitCode = 2;
}
