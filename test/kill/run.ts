import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import type { Running } from '../e2e/processes';
import { isBootstrapped } from '../e2e/steps/bootstrap';
import { World } from '../e2e/world';
import { interruptedDeploys } from './deploy';

/** How often each command is interrupted, at moments that are spread over the time that it takes. */
const times = 30;
/** Milliseconds within which a command ends after SIGTERM; what records in AWS and in the state what it has begun takes as long as that takes. */
const limits = { plan: 1500, review: 1500, bootstrap: 60_000, deploy: 60_000 };
type Title = keyof typeof limits;

/**
 * The kill tier: plan, review, bootstrap and deploy, each interrupted thirty times. A third loses its machine, a third its own
 * process only, a third gets SIGTERM. The next run must come to the right end, and nothing may be left behind.
 *
 * Arguments name some of the four.
 */
async function main(chosen: readonly string[]): Promise<number> {
  const environment = loadEnvironments(environments).find(({ name }) => name === 'dev')!;
  const world = await World.create(environment);
  const isChosen = (title: string) => chosen.length === 0 || chosen.includes(title);
  const report = () => readFileSync(join(world.checkout, 'terrace.out/review/report.json'), 'utf8');
  try {
    if (isChosen('plan')) await interrupted(world, 'plan', ['plan', 'dev'], () => changesOf(world));
    if (isChosen('review')) {
      await interrupted(world, 'review', ['review', '--no-plan', '--date', '2026-11-21'], report);
    }
    if (isChosen('bootstrap')) {
      await interrupted(world, 'bootstrap', ['bootstrap', 'dev', '--yes'], () => undefined);
      await isBootstrapped(world);
    }
    if (isChosen('deploy')) {
      await interruptedDeploys(world, times, (apply, moment) => interrupt(apply, moment, limits.deploy));
    }
    return 0;
  } finally {
    await world.end();
  }
}

async function interrupted(
  world: World,
  title: Title,
  command: readonly string[],
  resultOf: () => unknown,
): Promise<void> {
  // Of a bootstrap, only the interrupted ones may have made what is there.
  const isOnce = title === 'bootstrap';
  const start = () => world.startTerrace(...command);
  const started = performance.now();
  if (!isOnce) await succeeds(await start());
  const whole = isOnce ? 12_000 : performance.now() - started;
  const expected = resultOf();
  const seen = new Map<string, number>();
  for (let moment = 0; moment < times; moment += 1) {
    const running = await start();
    await Promise.race([sleep((whole * (moment + 0.5)) / times), running.done]);
    const how = await interrupt(running, moment, limits[title]);
    seen.set(how, (seen.get(how) ?? 0) + 1);
  }
  await succeeds(await start());
  assert.deepEqual(resultOf(), expected, `${title}: expected the result of a run that was not interrupted`);
  assert.deepEqual(leftIn(world), [], `${title}: expected nothing left behind`);
  console.log(`ok    ${title}: ${[...seen].map(([how, count]) => `${count} ${how}`).join(', ')}`);
}

/** @returns how it ended */
async function interrupt(running: Running, moment: number, limit: number): Promise<string> {
  if (moment % 3 === 0) {
    await running.kill();
    return 'lost their machine';
  }
  if (moment % 3 === 1) {
    running.signal('SIGKILL');
    await running.done;
    return 'lost their process';
  }
  const asked = performance.now();
  running.signal('SIGTERM');
  const { exitCode } = await running.done;
  if (exitCode === 0) return 'were done before';
  const took = performance.now() - asked;
  assert.ok(
    took < limit,
    `moment ${moment}: expected it to end within ${limit} ms of SIGTERM, took ${Math.round(took)}`,
  );
  return 'ended at SIGTERM';
}

async function succeeds(running: Running): Promise<void> {
  const { exitCode, output } = await running.done;
  assert.equal(exitCode, 0, output);
}

function changesOf(world: World): unknown {
  return JSON.parse(readFileSync(join(world.checkout, 'terrace.out/dev/plan.json'), 'utf8')).resource_changes;
}

/**
 * Unfinished files and folders: names that a run gives to what it has not finished. The sockets of providers are Terraform's, which
 * does not remove them when it is killed either.
 */
function leftIn(world: World): string[] {
  const isUnfinished = (name: string) => /^\.(root|review|dev|plan|.*\.json)\.|^terrace-/.test(name);
  const isSocket = (name: string) => /^plugin\d+$/.test(name);
  const folders = ['.', 'cdktf.out', 'cdktf.out/stacks', 'terrace.out', 'terrace.out/dev', '.terrace', '.tmp'];
  const existing = folders.filter((folder) => existsSync(join(world.checkout, folder)));
  return existing.flatMap((folder) =>
    readdirSync(join(world.checkout, folder))
      .filter((name) => (folder === '.tmp' ? !isSocket(name) : isUnfinished(name)))
      .map((name) => `${folder}/${name}`),
  );
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
