import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toJson, writeWhole } from '../../cli/files';
import { findProject } from '../../cli/project';
import * as environments from '../../environments';
import { changes, type Change } from '../../environments/changes';
import { caseOf, edit, titleOf, type Edited } from '../../environments/changes/edit';
import { loadEnvironments } from '../../environments/load';
import { leanSynthesis } from '../../stacks/lean-synthesis';
import { twoAtATime } from '../support/two-at-a-time';
import { firstCodeOf, stacksBelowServices, uploadFirstCode } from '../e2e/first-code';
import { missingTool } from '../e2e/missing-tool';
import { World } from '../e2e/world';
import { plan, synthesized, type Planned } from './planned-change';

const usage = `usage: npm run test:fields -- [dev or prod, both unless named] [--only <part of a title>]… [--update]
  --update writes what is planned to environments/changes/planned.json; read what changes in it`;

/** A row of the table, as a test. */
interface Case {
  readonly environment: 'dev' | 'prod';
  /** `databases.*.multiAz: false → true` */
  readonly title: string;
  readonly change: Change;
  readonly edited: Edited;
}

const cases: readonly Case[] = Object.entries(changes).flatMap(([field, its]) =>
  its.map((change) => {
    const environment = change.in ?? 'prod';
    const edited = edit(environments[environment], field, change);
    return { environment, title: caseOf(field, titleOf(edited, change)), change, edited };
  }),
);

const file = join(findProject(process.cwd()).root, 'environments/changes/planned.json');
const known = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly string[]>;

/**
 * What a change of each field does (`environments/changes`): environments are applied on an emulator, each change is made and planned against what was applied, and
 * has to do what the table says. Nothing that holds data may be lost, and what stays is watched as before.
 */
async function main(): Promise<number> {
  leanSynthesis();
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string', multiple: true }, update: { type: 'boolean' } },
    allowPositionals: true,
  });
  const names = ['dev', 'prod'] as const;
  const asked = names.filter((name) => positionals.length === 0 || positionals.includes(name));
  if (positionals.some((name) => !(names as readonly string[]).includes(name))) {
    console.error(usage);
    return 2;
  }
  const missing = await missingTool();
  if (missing) {
    console.log(`skipped: ${missing}`);
    return process.env.CI ? 1 : 0;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const results: boolean[] = [];
  const check = (one: Tried) => {
    if (values.update) update(one);
    results.push(holds(one));
  };
  for (const name of asked) {
    const { only = [''] } = values;
    const its = cases.filter(
      ({ environment, title }) => environment === name && only.some((part) => title.includes(part)),
    );
    if (its.length > 0) await tryAll(name, its, check);
  }
  const failed = results.filter((passed) => !passed).length;
  const unused = Object.keys(known()).filter((title) => !cases.some((one) => one.title === title));
  for (const title of unused) console.log(`FAIL ${title}: planned.json has it, and the table has no such change`);
  console.log(`${results.length - failed} passed, ${failed + unused.length} failed`);
  return failed + unused.length > 0 ? 1 : 0;
}

interface Tried extends Case {
  readonly planned: Planned | Error;
}

/** Applies an environment, and plans each change of it, two at a time. */
async function tryAll(name: string, its: readonly Case[], check: (tried: Tried) => void): Promise<void> {
  const world = await World.create(loadEnvironments(environments).find((one) => one.name === name)!);
  const folder = mkdtempSync(join(tmpdir(), 'terrace-change-'));
  try {
    await world.terrace('bootstrap', name, '--yes');
    if (firstCodeOf(world.environment).length > 0) {
      const below = stacksBelowServices(world).map((stack) => world.stack(stack));
      await world.cdktf('deploy', ...below, '--auto-approve', '--skip-provider-lock');
      await uploadFirstCode(world, 'nothing');
    }
    await world.cdktf('deploy', world.stack('*'), '--auto-approve', '--skip-provider-lock');
    // Else every change would be one of how it is synthesized.
    const before = synthesized(world.environment);
    for (const name of world.stacks) {
      const applied = readFileSync(join(world.folder(name), 'cdk.tf.json'), 'utf8');
      assert.deepEqual(before.get(world.stack(name)), JSON.parse(applied), name);
    }
    await twoAtATime(its, async (one, lane) => {
      const { edited, change } = one;
      const done = plan(world, before, edited.environment, change.alone ?? false, join(folder, lane));
      const planned = await done.catch((error: Error) => error);
      check({ ...one, planned });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await world.end();
  }
}

/** Whether a change does what the table says; prints what it does else. */
function holds({ title, change, planned }: Tried): boolean {
  try {
    if (planned instanceof Error) throw planned;
    const { outcome, lines, changes } = planned;
    assert.deepEqual(lines, known()[title], 'what is planned');
    assert.equal(outcome, change.does, 'what it does');
    const lost = changes.filter(
      ({ holdsData, action, refused, type }) =>
        holdsData && !refused && (action === 'replace' || action === 'destroy') && !change.destroys?.includes(type),
    );
    assert.deepEqual(addresses(lost), [], 'data that is lost');
    const gone = changes.filter(
      ({ type, action }) => type === alarm && action === 'destroy' && !change.destroys?.includes(alarm),
    );
    // Of what is destroyed, the alarms go with it.
    const also = new Set(
      changes.filter(({ action, type }) => action === 'destroy' && type !== alarm).map(({ module }) => module),
    );
    assert.deepEqual(addresses(gone.filter(({ module }) => !also.has(module))), [], 'what is watched less');
    console.log(`ok   ${title}`);
    return true;
  } catch (error) {
    console.log(`FAIL ${title}\n${error instanceof Error ? error.message : error}`);
    return false;
  }
}

const alarm = 'aws_cloudwatch_metric_alarm';

function addresses(changes: Planned['changes']): string[] {
  return changes.map(({ address }) => address);
}

function update({ title, planned }: Tried): void {
  if (planned instanceof Error) return;
  const all = { ...known(), [title]: planned.lines };
  writeWhole(file, toJson(Object.fromEntries(cases.flatMap(({ title }) => (all[title] ? [[title, all[title]]] : [])))));
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
