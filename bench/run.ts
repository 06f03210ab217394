import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Table from 'cli-table3';
import { busyMachine, inTurn, median, type Command, type Measured } from './measure';
import { planCommands } from './plan';
import { reviewTables } from './review';
import { synthesis, synthesisFloor, synthesisOf } from './synthesis';

/** `npm run bench`, `npm run bench -- 3`, `npm run bench -- review`: the review's parts alone; `plan`: the plans alone. */
const only = process.argv.slice(2).find((word) => ['plan', 'review'].includes(word));
const runs = Number(process.argv.slice(2).find((word) => word !== only) ?? 5);
const scratch = path.join(os.tmpdir(), `terrace-bench-${process.pid}`);
const npx = (...args: string[]): Command => ({ command: process.execPath, args });

async function main(): Promise<void> {
  console.log(
    `Medians of ${runs} runs, in turn with their floor. Node ${process.version}, ${os.cpus().length} cores.\n`,
  );
  const busy = busyMachine();
  if (busy) console.log(`${busy}\n`);
  mkdirSync(scratch, { recursive: true });
  if (only !== 'review') await platform();
  if (only !== 'plan') reviewTables(runs, scratch);
}

async function platform(): Promise<void> {
  const table = new Table({
    head: ['', 'seconds', 'floor', 'ratio', 'terraform plan', 'ratio to it', 'range', 'CPU seconds'],
    style: { head: [], border: [] },
  });
  const row = (title: string, measured: Measured, ...others: readonly Measured[]) => {
    const seconds = median(measured.seconds);
    const [floor = ['', ''], terraform = ['', '']] = others.map((other) => {
      const under = median(other.seconds);
      return [under.toFixed(2), (seconds / under).toFixed(2)];
    });
    table.push([
      title,
      seconds.toFixed(2),
      ...floor,
      ...terraform,
      `${Math.min(...measured.seconds).toFixed(2)} to ${Math.max(...measured.seconds).toFixed(2)}`,
      median(measured.cpuSeconds).toFixed(2),
    ]);
  };
  const against = (title: string, command: Command, ...others: readonly Command[]) => {
    const [measured, ...under] = inTurn([command, ...others], runs);
    if (measured) row(title, measured, ...under);
  };

  const synthesisRows = () => {
    against('synthesis of all environments', synthesis(scratch), synthesisFloor(scratch));
    const counts = [1, 10, 100];
    inTurn(
      counts.map((count) => synthesisOf(count, scratch)),
      Math.min(runs, 3),
    ).forEach((measured, index) => row(`synthesis of ${counts[index]} environments`, measured));
  };
  const planRows = async () => {
    const plans = await planCommands(scratch);
    for (const environment of ['dev', 'prod']) {
      const { terrace, terraform } = plans.plansOf(environment);
      against(`offline plan of ${environment}, ${resources(environment)} resources`, terrace, plans.floor, terraform);
    }
    const { terraform } = plans.plansOf('prod');
    against('npx terrace plan prod: synthesis, plan, JSON', plans.whole('prod'), plans.floor, terraform);
  };
  const checkRows = () => {
    const [typecheck, unit] = inTurn(
      [
        npx('node_modules/typescript-7/bin/tsc', '--noEmit'),
        npx('node_modules/jest/bin/jest.js', '--selectProjects', 'unit', '--no-cache'),
      ],
      Math.min(runs, 3),
    );
    if (typecheck) row('type check', typecheck);
    if (unit) row('unit tests, no cache', unit);
  };
  if (!only) synthesisRows();
  await planRows();
  if (!only) checkRows();
  console.log(`${table.toString()}\n`);
}

/** How many resources the last plan of an environment makes. */
function resources(environment: string): number {
  const plan = JSON.parse(readFileSync(path.join('terrace.out', environment, 'plan.json'), 'utf8'));
  return plan.resource_changes.length;
}

void main()
  .finally(() => rmSync(scratch, { recursive: true, force: true }))
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
