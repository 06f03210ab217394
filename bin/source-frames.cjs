// For `node --require`: records which line of another CDKTF app's source makes each resource. See docs/guides/reviewing-other-terraform.md.
require('./run-cached.cjs').runKept('modules/source-frames/register.ts');
