import { Lazy, TerraformLocal, TerraformOutput, TerraformStack, Testing } from 'cdktf';
import stackTrace = require('cdktf/lib/tokens/private/stack-trace');
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { leanSynthesis } from '../../stacks/lean-synthesis';

// The paths are private to cdktf: when a release moves them, this fails, and synthesis is slow until it is fixed.
test('tokens capture no stack trace', () => {
  leanSynthesis();
  expect(stackTrace.captureStackTrace()).toEqual([]);
  expect(Lazy.anyValue({ produce: () => 1 }).creationStack).toEqual([]);
});

test('the bytes are those of cdktf as it is', () => {
  const synthesize = (debug: string) => {
    const out = mkdtempSync(path.join(os.tmpdir(), 'terrace-lean-'));
    try {
      const env = { ...process.env, CDKTF_OUTDIR: out, TERRACE_DEBUG: debug, TERRACE_SYNTHESIS: '1' };
      execFileSync(process.execPath, ['bin/app.cjs'], { env });
      const stacks = readdirSync(path.join(out, 'stacks')).sort();
      return stacks.map((stack) => [stack, readFileSync(path.join(out, 'stacks', stack, 'cdk.tf.json'), 'utf8')]);
    } finally {
      rmSync(out, { recursive: true });
    }
  };
  const lean = synthesize('');
  expect(lean.length).toBeGreaterThan(0);
  expect(lean).toEqual(synthesize('1'));
});

test('a stack that allows references to it has an output for each', () => {
  leanSynthesis();
  const app = Testing.app();
  const below = new TerraformStack(app, 'below');
  const above = new TerraformStack(app, 'above');
  new TerraformOutput(above, 'name', { value: new TerraformLocal(below, 'name', 'shop').expression });
  app.synth();
  const written = (stack: string) =>
    JSON.parse(readFileSync(path.join(app.outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
  expect(Object.values(written('below').output)).toMatchObject([{ value: '${local.name}' }]);
  expect(written('above').output.name.value).toMatch(
    /^\$\{data\.terraform_remote_state\..*\.outputs\.cross-stack-output/,
  );
});
