import { Testing } from 'cdktf';
import { rmSync } from 'node:fs';
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
