// The CDKTF app, as `cdktf.json` starts it.
const { run } = require('./run.cjs');

run('main.ts');
