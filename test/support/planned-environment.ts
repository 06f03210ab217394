import { App } from 'cdktf';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanResult } from '../../cli/plan/result';
import type { Environment } from '../../environments/schema';
import type { PlanJson } from '../../review/plan/plan-json';
import { environmentStacks } from '../../stacks';
import { Checkout } from './checkout';
import type { Attributes } from './synth';

/** What `terrace plan` says of an environment that no file has, by the real provider and offline. */
export interface PlannedEnvironment {
  readonly result: PlanResult;
  /** The attributes of each resource of a type that it creates: of the environment, or of one stack: `service`. */
  created(type: string, stack?: string): Attributes[];
}

/** The command of an app, for cdktf.json, whose stacks are in a folder. */
export function appOf(folder: string): string {
  return `cp -R "${folder}/." "$CDKTF_OUTDIR"`;
}

export function synthesize(environment: Environment, outdir: string): string {
  const app = new App({ outdir });
  environmentStacks(app, environment);
  app.synth();
  return outdir;
}

/** Runs `terrace plan --json` in a checkout whose app has the environment; an error unless it exits with 0. */
export async function planIn(checkout: Checkout, environment: string, ...args: string[]): Promise<PlanResult> {
  const { exitCode, stdout, stderr } = await checkout.terrace(['plan', environment, '--json', ...args]);
  if (exitCode !== 0) throw new Error(`terrace plan ${environment} exited with ${exitCode}:\n${stderr}\n${stdout}`);
  const [result] = (JSON.parse(stdout) as { environments: PlanResult[] }).environments;
  return result!;
}

/** Plans an environment in a checkout of its own. @param outdir where its stacks stay, for a test that looks at them too */
export async function planEnvironment(environment: Environment, outdir?: string): Promise<PlannedEnvironment> {
  const checkout = new Checkout();
  try {
    checkout.useApp(appOf(synthesize(environment, outdir ?? mkdtempSync(join(checkout.path, 'app-')))));
    const result = await planIn(checkout, environment.name);
    const { resource_changes: changes = [] } = JSON.parse(readFileSync(result.planFile!, 'utf8')) as PlanJson;
    const creates = changes.filter(({ change }) => change.actions.join() === 'create');
    const created = (type: string, stack?: string) =>
      creates
        .filter((one) => one.type === type && (stack === undefined || one.module_address === `module.${stack}`))
        .map(({ change }) => change.after as Attributes);
    return { result, created };
  } finally {
    checkout.remove();
  }
}
