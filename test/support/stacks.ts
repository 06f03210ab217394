import { Testing } from 'cdktf';
import { rmSync } from 'node:fs';
import type { Environment } from '../../environments/schema';
import { environmentStacks } from '../../stacks';
import { Synthesized } from './synth';

/** One stack of an environment, synthesized among its siblings. */
export function stackOf(environment: Environment, name: keyof ReturnType<typeof environmentStacks>): Synthesized {
  const app = Testing.app();
  try {
    return new Synthesized(JSON.parse(Testing.synth(environmentStacks(app, environment)[name])));
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
}
