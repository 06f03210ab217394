import { parseArgs } from 'node:util';
import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { missingTool } from './missing-tool';
import type { Step, Steps } from './step';
import { adopt, adoptAudit, adoptNothing } from './steps/adopt';
import { application } from './steps/application';
import { bootstrap, bootstrapOfItsOwn } from './steps/bootstrap';
import { deploy, replan } from './steps/deploy';
import { destroy } from './steps/destroy';
import { drift } from './steps/drift';
import { faults } from './steps/faults';
import { World } from './world';

const usage = 'usage: npm run test:e2e -- [environment, dev unless named] [--keep]';
const life: Steps = [
  ...bootstrap,
  ...deploy,
  { lanes: [replan, adoptNothing] },
  { lanes: [application, [...drift, ...adoptAudit]] },
  ...adopt,
  ...destroy,
];
const steps: Steps = [{ lanes: [life, bootstrapOfItsOwn, faults] }];

/**
 * The e2e tier: an environment's whole life on an AWS emulator, from an empty account to one that is empty but for its
 * state. `--keep` waits at the end, so that one can look around. See docs/guides/testing.md.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { keep: { type: 'boolean' } }, allowPositionals: true });
  const [name = 'dev'] = positionals;
  const loaded = loadEnvironments(environments);
  const environment = loaded.find((candidate) => candidate.name === name);
  if (!environment || positionals.length > 1) {
    console.error(
      `${usage}\nenvironments: ${loaded.map(({ name }) => name).join(', ')}; found ${positionals.join(' ')}`,
    );
    return 2;
  }
  const missing = await missingTool();
  if (missing) return skipAll(missing);
  // What was started ends when this process exits, and a signal does not exit by itself.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const world = await World.create(environment);
  try {
    const code = await runAll(world);
    if (values.keep) await world.lookAround();
    return code;
  } finally {
    await world.end();
  }
}

async function runAll(world: World): Promise<number> {
  const started = Date.now();
  const results = await runInOrder(world, steps);
  for (const line of world.emulator.judge?.report() ?? []) console.log(line);
  console.log(`${world.environment.name}, ${seconds(started)}`);
  const todo = eachOf(steps).filter((step) => isOf(world, step));
  const count = (wanted: Result) => results.filter((result) => result === wanted).length;
  const [passed, failed] = [count('passed'), count('failed')];
  return report(passed, failed, todo.length - passed - failed);
}

type Result = 'passed' | 'failed' | 'skipped';

/** Runs steps until one fails: those after it would build on what is not there. */
async function runInOrder(world: World, todo: Steps): Promise<Result[]> {
  const results: Result[] = [];
  for (const next of todo) {
    if ('lanes' in next) {
      results.push(...(await Promise.all(next.lanes.map((lane) => runInOrder(world, lane)))).flat());
    } else if (isOf(world, next)) {
      results.push(await runStep(world, next));
    }
    if (results.includes('failed')) break;
  }
  return results;
}

async function runStep(world: World, { title, missing, run }: Step): Promise<Result> {
  const start = Date.now();
  const line = (mark: string) => `${mark} ${seconds(start).padStart(6)}  ${title}`;
  // In CI, where somebody chose what is there, what is missing is a failure.
  if (missing && !process.env.CI) {
    console.log(`${line('skip')}: ${missing}`);
    return 'skipped';
  }
  try {
    if (missing) throw new Error(missing);
    await run(world);
    console.log(line('ok  '));
    return 'passed';
  } catch (error) {
    console.log(`${line('FAIL')}\n${error instanceof Error ? error.stack : error}`);
    return 'failed';
  }
}

function isOf(world: World, { applies }: Step): boolean {
  return applies?.(world) ?? true;
}

function eachOf(all: Steps): Step[] {
  return all.flatMap((next) => ('lanes' in next ? next.lanes.flatMap(eachOf) : next));
}

/** A tool that is missing is no pass; in CI, where somebody chose what is there, it is a failure. */
function skipAll(reason: string): number {
  console.log(`e2e skipped: ${reason}`);
  const count = eachOf(steps).length;
  return process.env.CI ? report(0, 1, count - 1) : report(0, 0, count);
}

function report(passed: number, failed: number, skipped: number): number {
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 ? 1 : 0;
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
