import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { writeWhole } from '../../cli/files';
import { linkMirror } from '../../cli/terraform/link-mirror';
import { PropsError } from '../../modules/props';
import { accepted, classes, hostile, placesIn, region } from '../support/hostile-props';
import { put } from '../support/put';
import { describeWithTerraform } from '../support/terraform';

// What a module accepts of the hostile props, the provider accepts too: its schema and its checks of arguments are another's decision.

const command = process.env.TERRAFORM_BINARY_NAME || 'terraform';
const app = Testing.app();
let trials = 0;

type Blocks = Record<string, Record<string, Record<string, object>>>;

/** The resources, data and ephemeral resources that each accepted props give; those of equal ones once. */
function acceptedBlocks(): Blocks {
  const seen = new Set<string>();
  const blocks: Blocks = {};
  for (const [name, made] of classes) {
    for (const place of placesIn(accepted[name]!(new TerraformStack(app, `places-${name.replace('/', '-')}`)))) {
      for (const [, value] of hostile()) {
        const id = `trial${(trials += 1)}`;
        const stack = new TerraformStack(app, id);
        const scope = new Construct(stack, id);
        new AwsProvider(stack, 'aws', { region });
        try {
          new made(scope, 'it', put(accepted[name]!(scope), place, value));
        } catch (error) {
          if (error instanceof PropsError) continue;
          throw error;
        }
        const { resource = {}, data = {}, ephemeral = {} } = stack.toTerraform();
        const text = JSON.stringify(resource).replaceAll(id, '');
        if (seen.has(text)) continue;
        seen.add(text);
        add(blocks, { resource, data, ephemeral });
      }
    }
  }
  return blocks;
}

function add(blocks: Blocks, more: Blocks): void {
  for (const [kind, types] of Object.entries(more)) {
    for (const [type, named] of Object.entries(types)) {
      // The providers of the trials are left behind with their stacks.
      const own = Object.entries(named).map(([name, config]) => [name, { ...config, provider: undefined }]);
      Object.assign(((blocks[kind] ??= {})[type] ??= {}), Object.fromEntries(own));
    }
  }
}

describeWithTerraform('what the modules accept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'terrace-props-'));
  const root = join(folder, 'stacks/props');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is accepted by the schema of the provider', () => {
    const blocks = acceptedBlocks();
    // What it refuses is an error: one is put among them.
    add(blocks, { resource: { aws_cloudwatch_log_group: { refused: { retention_in_days: 2 } } } });
    const json = {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } },
      provider: { aws: { region } },
      variable: { a: { type: 'string' } },
      ...blocks,
    };
    // Each value on a line of its own, which an error shows.
    writeWhole(join(root, 'cdk.tf.json'), JSON.stringify(json, undefined, 1));
    linkMirror(folder, process.env);
    execFileSync(command, ['init', '-backend=false'], { cwd: root, stdio: 'pipe' });
    const ran = spawnSync(command, ['validate', '-json'], { cwd: root, encoding: 'utf8', maxBuffer: 1e9 });
    const { diagnostics } = JSON.parse(ran.stdout) as {
      diagnostics: { severity: string; summary: string; address?: string; snippet?: { code: string } }[];
    };
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ summary, address, snippet }) => [address ?? snippet?.code, summary])).toEqual([
      ['aws_cloudwatch_log_group.refused', expect.stringContaining('expected retention_in_days to be one of')],
    ]);
  }, 180_000);
});
