import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { recordSourceFrames } from '../../modules/source-frames';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'terrace-frames-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

class Work extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new SqsQueue(this, 'queue');
  }
}
const source = readFileSync(__filename, 'utf8').split('\n');
const here = 'test/modules/source-frames.test.ts';
const lineOf = (text: string) => source.findIndex((line) => line.includes(text)) + 1;
/** A stack that synthesizes: it has a provider. */
class Stack extends TerraformStack {
  constructor(app: App, id = 'dev-jobs') {
    super(app, id);
    new AwsProvider(this, 'aws');
  }
}
const read = () => JSON.parse(readFileSync(join(outdir, 'sources.json'), 'utf8'));

test('names the line that made each resource, and nothing that is no resource', () => {
  const app = new App({ outdir });
  recordSourceFrames(app);
  const stack = new Stack(app);
  new Work(stack, 'work');
  new SqsQueue(stack, 'own'); // the line of "own"
  app.synth();
  expect(read()).toEqual({
    'dev-jobs/aws': { file: here, line: lineOf("new AwsProvider(this, 'aws')") },
    'dev-jobs/own': { file: here, line: lineOf('the line of "own"') },
    'dev-jobs/work/queue': { file: here, line: lineOf("new SqsQueue(this, 'queue')") },
  });
});

test('changes no byte of what is synthesized', () => {
  const synthesize = (record: boolean) => {
    const app = new App({ outdir });
    if (record) recordSourceFrames(app);
    new Work(new Stack(app), 'work');
    app.synth();
    return readFileSync(join(outdir, 'stacks/dev-jobs/cdk.tf.json'), 'utf8');
  };
  expect(synthesize(true)).toBe(synthesize(false));
});

test('leaves nothing of an older run when synthesis fails', () => {
  const run = (fail: boolean) => {
    const app = new App({ outdir });
    recordSourceFrames(app);
    const stack = new Stack(app);
    new Work(stack, 'work');
    stack.node.addValidation({ validate: () => (fail ? ['no'] : []) });
    app.synth();
  };
  run(false);
  expect(existsSync(join(outdir, 'sources.json'))).toBe(true);
  expect(() => run(true)).toThrow('no');
  expect(existsSync(join(outdir, 'sources.json'))).toBe(false);
});

test('stops recording when the app was synthesized', () => {
  const app = new App({ outdir });
  recordSourceFrames(app);
  app.synth();
  new Work(new Stack(new App({ outdir }), 'later'), 'work');
  expect(read()).toEqual({});
});
