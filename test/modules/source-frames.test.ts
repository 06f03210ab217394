import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { recordSourceFrames } from '../../modules/source-frames';
import { Frames } from '../../modules/source-frames/frame';

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

test('names the line that makes each block of Terraform, and nothing that is none', () => {
  const app = new App({ outdir });
  recordSourceFrames(app);
  const stack = new Stack(app);
  new Work(stack, 'work');
  new SqsQueue(stack, 'own'); // the line of "own"
  app.synth(); // the backend, where none was chosen
  expect(read()).toEqual({
    'dev-jobs/aws': { file: here, line: lineOf("new AwsProvider(this, 'aws')") },
    'dev-jobs/backend': { file: here, line: lineOf('app.synth(); // the backend') },
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

describe('the line of an app in a stack', () => {
  const stack = (...frames: string[]) => ['Error', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  const found = (...frames: string[]) => new Frames(outdir).inText(stack(...frames));
  const write = (name: string, text: string) => writeFileSync(join(outdir, name), text);

  test('is the innermost: that of a construct of the app, and not that of who uses the construct', () => {
    const frames = [`new Queue (${outdir}/lib/queue.ts:7:5)`, `new Shop (${outdir}/main.ts:9:3)`];
    expect(found(...frames)).toEqual({ file: 'lib/queue.ts', line: 7 });
  });

  test.each([
    ['packages', (folder: string) => `${folder}/node_modules/@cdktf/provider-aws/lib/sqs-queue/index.js`],
    [
      'packages of Yarn',
      () => '/home/dev/.yarn/berry/cache/constructs-npm-10.4.2.zip/node_modules/constructs/lib/construct.js',
    ],
    ['bindings that cdktf get writes', (folder: string) => `${folder}/.gen/providers/aws/sqs-queue/index.ts`],
    ['such bindings, compiled', (folder: string) => `${folder}/dist/.gen/providers/aws/sqs-queue/index.js`],
    ['Node', () => 'node:internal/modules/cjs/loader'],
  ])('is not one of %s', (_, file) => {
    expect(found(`new Other (${file(outdir)}:3:1)`, `${outdir}/main.ts:9:3`)).toEqual({ file: 'main.ts', line: 9 });
  });

  test('is not one of bindings where cdktf.json has them written', () => {
    write('cdktf.json', JSON.stringify({ codeMakerOutput: './src/imports' }));
    const frames = [
      `new SqsQueue (${outdir}/src/imports/aws/sqs-queue.ts:3:1)`,
      `new Shop (${outdir}/src/main.ts:9:3)`,
    ];
    expect(found(...frames)).toEqual({ file: 'src/main.ts', line: 9 });
  });

  test('is in its own folder rather than in another, and in another of the same repository if need be', () => {
    const shared = 'new Queue (/repository/packages/shared/queue.ts:7:5)';
    expect(found(shared, `${outdir}/main.ts:9:3`)).toEqual({ file: 'main.ts', line: 9 });
    const frames = new Frames('/repository/packages/shop');
    expect(frames.inText(stack(shared))).toEqual({ file: '../shared/queue.ts', line: 7 });
  });

  test('is not known of an app in Python, whose constructs a process of jsii makes', () => {
    const jsii = '/usr/lib/python3/site-packages/jsii/_embedded/jsii/lib/program.js';
    const kernel = '/tmp/jsii-kernel-VmQ1/node_modules/cdktf/lib/terraform-element.js';
    expect(found(`new TerraformElement (${kernel}:26:9)`, `Kernel._create (${jsii}:9700:20)`)).toBeUndefined();
  });

  test('of an ES module, and of a path with spaces and brackets', () => {
    expect(found(`file://${outdir}/main.mjs:4:1`)).toEqual({ file: 'main.mjs', line: 4 });
    expect(found(`new Shop (${outdir}/my app (1)/main.ts:4:1)`)).toEqual({ file: 'my app (1)/main.ts', line: 4 });
  });

  describe('of compiled JavaScript is that of its source,', () => {
    // Line 2 of main.js is line 9 of main.ts.
    const map = { version: 3, sources: ['../main.ts'], names: [], mappings: ';AAQA' };
    const compiled = () => found(`new Shop (${outdir}/dist-main.js:2:1)`);

    test('by a source map beside it', () => {
      write('dist-main.js', '// one\n// two\n//# sourceMappingURL=dist-main.js.map\n');
      write('dist-main.js.map', JSON.stringify({ ...map, sources: ['main.ts'] }));
      expect(compiled()).toEqual({ file: 'main.ts', line: 9 });
    });

    test('by one inside it, with a root of sources', () => {
      const inline = Buffer.from(JSON.stringify({ ...map, sourceRoot: 'lib/src' })).toString('base64');
      write(
        'dist-main.js',
        `// one\n// two\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${inline}`,
      );
      expect(compiled()).toEqual({ file: 'lib/main.ts', line: 9 });
    });

    test('and its own where there is no source map, or one that cannot be read', () => {
      write('dist-main.js', '// one\n// two\n');
      expect(compiled()).toEqual({ file: 'dist-main.js', line: 2 });
      write('dist-main.js', '// one\n// two\n//# sourceMappingURL=gone.map\n');
      expect(compiled()).toEqual({ file: 'dist-main.js', line: 2 });
    });
  });
});
