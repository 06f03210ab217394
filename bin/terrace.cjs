#!/usr/bin/env node
try {
  require('./run.cjs').run('cli/index.ts');
} catch (error) {
  // esbuild has said which file does not parse; nothing else throws before the command line has been read.
  console.error(process.argv.includes('--debug') ? error : error.message);
  process.exitCode = 2;
}
