import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namedPath } from '../../../review/model/construct-path';
import type { StackInput } from '../../../review/model/load';

/** The synthesized JSON of every stack, by name. */
export type Stacks = Record<string, any>;

/** Synthesizes the environments of this repository, as `npm run synth` does. */
export function synthesizeAll(): Stacks {
  const folder = mkdtempSync(join(tmpdir(), 'terrace-flaws-'));
  try {
    execFileSync(process.execPath, ['bin/app.cjs'], {
      env: { ...process.env, CDKTF_OUTDIR: folder, TERRACE_SYNTHESIS: '1' },
    });
    const stacks = join(folder, 'stacks');
    return Object.fromEntries(
      readdirSync(stacks).map((name) => [name, JSON.parse(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8'))]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function inputs(stacks: Stacks): StackInput[] {
  return Object.entries(stacks).map(([name, json]) => ({
    name,
    environment: name.split('-')[0]!,
    file: `${name}/cdk.tf.json`,
    json,
  }));
}

/** The arguments of the one resource of a type whose construct path ends so. */
export function resource(stacks: Stacks, stack: string, type: string, path = ''): any {
  const found = Object.values<any>(stacks[stack].resource[type] ?? {}).filter(({ '//': about }) =>
    namedPath(about.metadata.path).endsWith(path),
  );
  if (found.length === 0) throw new Error(`${stack} has no ${type} at …${path}`);
  return found[0];
}

/** Changes a policy that is a JSON string. */
export function editPolicy(attributes: any, field: string, change: (statements: any[]) => void): void {
  const policy = JSON.parse(attributes[field]);
  change(policy.Statement);
  attributes[field] = JSON.stringify(policy);
}

/** Adds a resource to a stack, with a construct path as CDKTF would give it. */
export function add(stacks: Stacks, stack: string, type: string, attributes: object): void {
  const of = (stacks[stack].resource[type] ??= {});
  of.flaw = { '//': { metadata: { path: `${stack}/flaw/${type}` } }, ...attributes };
}

/** The `${type.name}` of a resource, to refer to it. */
export function referenceTo(stacks: Stacks, stack: string, type: string, path = ''): string {
  const [name] = Object.entries<any>(stacks[stack].resource[type]).find(([, { '//': about }]) =>
    namedPath(about.metadata.path).endsWith(path),
  )!;
  return `${type}.${name}`;
}
