// The CDKTF app, as `cdktf.json` starts it. A refused environment or prop is a message and exit 2; TERRACE_DEBUG=1 adds the stack.
const { run } = require('./run.cjs');

try {
  run('main.ts');
} catch (error) {
  console.error(process.env.TERRACE_DEBUG ? error : error.message);
  process.exit(2);
}
