import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Table from 'cli-table3';
import { inTurn, median, type Command } from './measure';
import type { Part, Parts } from './review-parts';
import { synthesis } from './synthesis';

const node = (...args: string[]): Command => ({ command: process.execPath, args });
const floors = `Floors. A command: \`node -e 0\`. Graph: JSON.parse of the same. Rules: the engine with rules that say
nothing but "pass". Reports: JSON.stringify of the report, all verdicts with it. MB: the heap that is held after the part.`;

/** Prints what the review takes, part by part: of the environments, and of ever more resources. */
export function reviewTables(runs: number, scratch: string): void {
  const start = new Table({ head: ['command', 'seconds', 'floor', 'ratio', 'range'], style });
  const stacks = synthesized(scratch);
  const help = node('bin/terrace.cjs', 'check', '--help');
  const withRules = node('bin/terrace.cjs', 'rules', '--json');
  for (const command of [help, withRules]) {
    const [taken, floor] = inTurn([command, node('-e', '0')], runs);
    if (!taken || !floor) continue;
    const [seconds, under] = [median(taken.seconds), median(floor.seconds)];
    const range = `${Math.min(...taken.seconds).toFixed(2)} to ${Math.max(...taken.seconds).toFixed(2)}`;
    start.push([command.args.slice(1).join(' '), seconds.toFixed(2), under.toFixed(2), ratio(seconds, under), range]);
  }
  console.log(`${floors}\n\n${start.toString()}\n`);
  const measured = Array.from({ length: runs }, () => partsOf('environments', ...stacks));
  print(`the review of all environments, median of ${runs} processes`, measured.slice(0, 1), medianOf(measured));
  const counts = ['1000', '10000', '50000'];
  for (const [kind, title] of [
    ['many', 'stacks'],
    ['hcl', 'HCL'],
  ] as const) {
    const each = counts.map((count) => partsOf(kind, count));
    print(`${title} of 1,000, 10,000 and 50,000 resources, one process each`, each);
  }
}

const style = { head: [], border: [], compact: true };

function synthesized(scratch: string): string[] {
  const { command, args, env, before } = synthesis(scratch);
  before?.();
  execFileSync(command, args, { stdio: 'pipe', env: { ...process.env, ...env } });
  const folder = path.join(scratch, 'cdktf.out', 'stacks');
  return readdirSync(folder).map((stack) => path.join(folder, stack, 'cdk.tf.json'));
}

function partsOf(...args: string[]): Parts {
  const command = ['--expose-gc', 'bin/run.cjs', 'bench/review-parts.ts', ...args];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' }));
}

/** The parts of several runs of the same, each with its medians. */
function medianOf(measured: readonly Parts[]): Part[] {
  return (measured[0]?.parts ?? []).map(({ title, floor }, index) => {
    const of = (value: (part: Part) => number) =>
      median(measured.flatMap(({ parts }) => parts.slice(index, index + 1).map(value)));
    const seconds = of((part) => part.seconds);
    const megabytes = of((part) => part.megabytes);
    return { title, seconds, megabytes, ...(floor !== undefined && { floor: of((part) => part.floor ?? NaN) }) };
  });
}

/** A row for each part, and for each input its seconds, its ratio to the floor and its memory. */
function print(title: string, inputs: readonly Parts[], only?: readonly Part[]): void {
  const head = inputs.flatMap(({ resources }) => [`${resources.toLocaleString('en')}: s`, 'ratio', 'MB']);
  const table = new Table({ head: [title, ...head], colWidths: [44], wordWrap: true, style });
  (inputs[0]?.parts ?? []).forEach((part, index) => {
    const cells = inputs.flatMap(({ parts }) => {
      const { seconds = NaN, floor, megabytes = NaN } = (only ?? parts)[index] ?? {};
      return [seconds.toFixed(seconds < 1 ? 3 : 2), ratio(seconds, floor), megabytes.toFixed(0)];
    });
    table.push([part.title, ...cells]);
  });
  const findings = inputs.flatMap(({ findings }) => findings?.toLocaleString('en') ?? []);
  console.log(`${table.toString()}${findings.length > 0 ? `\n${findings.join(', ')} verdicts` : ''}\n`);
}

function ratio(seconds: number, floor: number | undefined): string {
  return floor === undefined ? '' : (seconds / floor).toFixed(1);
}
