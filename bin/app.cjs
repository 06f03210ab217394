// The CDKTF app, as `cdktf.json` starts it. A refused environment or prop is a message and exit 2; TERRACE_DEBUG=1 adds the stack.
const { run } = require('./run.cjs');
const { runCached } = require('./run-cached.cjs');

const { CDKTF_OUTDIR, TERRACE_DEBUG, TERRACE_SYNTHESIS } = process.env;
try {
  (TERRACE_DEBUG ? run : runCached)('main.ts');
  // For cdktf-cli. Terrace tells Terraform itself where providers are.
  if (CDKTF_OUTDIR && !TERRACE_SYNTHESIS) {
    run('cli/terraform/for-cdktf.ts').prepareStacks(CDKTF_OUTDIR, process.cwd(), process.env);
  }
} catch (error) {
  console.error(TERRACE_DEBUG ? error : error.message);
  process.exit(2);
}
