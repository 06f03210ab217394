import { parseArgs } from 'node:util';
import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { missingTool } from './missing-tool';
import type { Step } from './step';
import { adopt } from './steps/adopt';
import { application } from './steps/application';
import { bootstrap, bootstrapOfItsOwn } from './steps/bootstrap';
import { deploy } from './steps/deploy';
import { destroy } from './steps/destroy';
import { drift } from './steps/drift';
import { faults } from './steps/faults';
import { World } from './world';

const usage = 'usage: npm run test:e2e -- [environment, dev unless named] [--keep]';
/** One phase after the other. The lanes of a phase run side by side: what one changes, the others neither change nor read. */
const phases: readonly (readonly (readonly Step[])[])[] = [
  [[...faults, ...bootstrap, ...deploy], bootstrapOfItsOwn],
  [application, drift],
  [[...adopt, ...destroy]],
];

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
  const todo = phases.map((lanes) => lanes.map((lane) => lane.filter(({ applies }) => applies?.(world) ?? true)));
  let [passed, failed] = [0, 0];
  for (const lanes of todo) {
    const ran = await Promise.all(lanes.map((lane) => runInOrder(world, lane)));
    passed += sum(ran.map((lane) => lane.passed));
    failed += sum(ran.map((lane) => lane.failed));
    if (failed > 0) break;
  }
  for (const line of world.emulator.judge?.report() ?? []) console.log(line);
  console.log(`${world.environment.name}, ${seconds(started)}`);
  return report(passed, failed, todo.flat(2).length - passed - failed);
}

/** Runs steps until one fails: those after it would build on what is not there. */
async function runInOrder(world: World, todo: readonly Step[]): Promise<{ passed: number; failed: number }> {
  let passed = 0;
  for (const { title, missing, run } of todo) {
    const start = Date.now();
    const line = (mark: string) => `${mark} ${seconds(start).padStart(6)}  ${title}`;
    // In CI, where somebody chose what is there, what is missing is a failure.
    if (missing && !process.env.CI) {
      console.log(`${line('skip')}: ${missing}`);
      continue;
    }
    try {
      if (missing) throw new Error(missing);
      await run(world);
      passed += 1;
      console.log(line('ok  '));
    } catch (error) {
      console.log(`${line('FAIL')}\n${error instanceof Error ? error.stack : error}`);
      return { passed, failed: 1 };
    }
  }
  return { passed, failed: 0 };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A tool that is missing is no pass; in CI, where somebody chose what is there, it is a failure. */
function skipAll(reason: string): number {
  console.log(`e2e skipped: ${reason}`);
  const count = phases.flat(2).length;
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
