import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../../cli/files';
import { linkMirror } from '../../cli/terraform/link-mirror';

/** `resource` and its like, by type and name. */
export type Blocks = Record<string, Record<string, Record<string, object>>>;

interface Block {
  readonly kind: string;
  readonly type: string;
  readonly name: string;
  readonly config: object;
  /** Without the name of its trial. */
  readonly text: string;
}

const command = process.env.TERRAFORM_BINARY_NAME || 'terraform';

/** What modules accept of hostile props, for the provider to check: its schema and its checks of arguments are another's decision. */
export class AcceptedBlocks {
  private readonly blocks: Blocks = {};
  private readonly seen = new Set<string>();

  /** Adds the blocks of a trial: an equal one once, unless another refers to it. @param trial what is in their names */
  add({ resource = {}, data = {}, ephemeral = {} }: Blocks, trial: string): void {
    const all = blocksOf({ resource, data, ephemeral }, trial);
    const added = new Set(all.filter(({ text }) => !this.seen.has(text)));
    for (const { text } of added) this.seen.add(text);
    // Those that are added here are visited too.
    for (const { config } of added) {
      const text = JSON.stringify(config);
      for (const one of all) if (text.includes(`${one.type}.${one.name}`)) added.add(one);
    }
    for (const { kind, type, name, config } of added) ((this.blocks[kind] ??= {})[type] ??= {})[name] = config;
  }

  /** The errors of `terraform validate`: the address, or the line, and what is wrong. */
  validate(region: string): [string | undefined, string][] {
    const folder = mkdtempSync(join(tmpdir(), 'terrace-props-'));
    const root = join(folder, 'stacks/props');
    const json = {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } },
      provider: { aws: { region } },
      variable: { a: { type: 'string' } },
      ...this.blocks,
    };
    try {
      // Each value on a line of its own, which an error shows.
      writeWhole(join(root, 'cdk.tf.json'), JSON.stringify(json, undefined, 1));
      linkMirror(folder, process.env);
      execFileSync(command, ['init', '-backend=false'], { cwd: root, stdio: 'pipe' });
      const ran = spawnSync(command, ['validate', '-json'], { cwd: root, encoding: 'utf8', maxBuffer: 1e9 });
      const { diagnostics } = JSON.parse(ran.stdout) as {
        diagnostics: { severity: string; summary: string; address?: string; snippet?: { code: string } }[];
      };
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      return errors.map(({ summary, address, snippet }) => [address ?? snippet?.code, summary]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

function blocksOf(blocks: Blocks, trial: string): Block[] {
  return Object.entries(blocks).flatMap(([kind, types]) =>
    Object.entries(types).flatMap(([type, named]) =>
      Object.entries(named).map(([name, own]) => {
        // The providers of the trials are left behind with their stacks.
        const config = { ...own, provider: undefined };
        return { kind, type, name, config, text: `${type} ${JSON.stringify(config)}`.replaceAll(trial, '') };
      }),
    ),
  );
}
