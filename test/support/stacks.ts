import { App, Testing } from 'cdktf';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../environments/schema';
import { environmentStacks } from '../../stacks';
import { Synthesized } from './synth';

/** One stack of an environment, synthesized among its siblings. */
export function stackOf(environment: Environment, name: keyof ReturnType<typeof environmentStacks>): Synthesized {
  const app = Testing.app();
  try {
    const stack = environmentStacks(app, environment)[name];
    if (!stack) throw new Error(`${environment.name} has no stack ${name}`);
    return new Synthesized(JSON.parse(Testing.synth(stack)));
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
}

/** Every stack of an environment. */
export function stacksOf(environment: Environment): Synthesized[] {
  const app = Testing.app();
  try {
    const stacks = Object.values(environmentStacks(app, environment));
    return stacks.flatMap((stack) => stack ?? []).map((stack) => new Synthesized(JSON.parse(Testing.synth(stack))));
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
}

/** Every stack as it is written, with construct paths: what a review reads. */
export function writtenStacks(environment: Environment) {
  const outdir = mkdtempSync(join(tmpdir(), 'terrace-written-'));
  try {
    const app = new App({ outdir });
    environmentStacks(app, environment);
    app.synth();
    return readdirSync(join(outdir, 'stacks')).map((name) => {
      const file = join(outdir, 'stacks', name, 'cdk.tf.json');
      return { name, environment: environment.name, file, json: JSON.parse(readFileSync(file, 'utf8')) };
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
