// The CDKTF app, as `cdktf.json` starts it. A refused environment or prop is a message and exit 2; TERRACE_DEBUG=1 adds the stack.
const { environmentFault } = require('./environment-fault.cjs');
const { messageOf } = require('./build-message.cjs');
const { run } = require('./run.cjs');
const { runCached, runKept } = require('./run-cached.cjs');

const { CDKTF_OUTDIR, TERRACE_DEBUG, TERRACE_SYNTHESIS } = process.env;
// What is synthesized may hold values of variables and resources.
process.umask(0o077);
let isEnded = false;

function fail(error) {
  isEnded = true;
  const isExpected = ['EnvironmentProblems', 'PropsError'].includes(error?.name) || error?.errors;
  console.error((!isExpected && environmentFault()) || messageOf(error));
  if (TERRACE_DEBUG) console.error(error);
  process.exit(2);
}

// An environment file is code: it may reject a promise that nobody waits for, or end the process.
process.on('unhandledRejection', fail);
process.on('exit', () => isEnded || fail(new Error('the process ended before the synthesis was complete')));
try {
  (TERRACE_DEBUG ? run : runCached)('main.ts');
  // For cdktf-cli. Terrace tells Terraform itself where providers are.
  if (CDKTF_OUTDIR && !TERRACE_SYNTHESIS) {
    runKept('cli/terraform/for-cdktf.ts').prepareStacks(CDKTF_OUTDIR, process.cwd(), process.env);
  }
  isEnded = true;
} catch (error) {
  fail(error);
}
