#!/usr/bin/env node
require('./run.cjs').run('cli/index.ts');
