import { spawnSync } from 'node:child_process';
import os from 'node:os';

export interface Measured {
  /** Wall seconds of each counted run, in order. */
  readonly seconds: readonly number[];
  /** Seconds of CPU, user and system, of each: what the command costs, whatever else the machine does. */
  readonly cpuSeconds: readonly number[];
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** Run before each run, and not timed. */
  readonly before?: () => void;
}

/**
 * Runs the commands in turn, A B A B …, after one uncounted round: the machine's speed drifts, and so both meet the same drift.
 *
 * @throws Error with the command's output when a run fails: a failure is fast, and would look like a record.
 */
export function inTurn(commands: readonly Command[], runs: number): Measured[] {
  const measured = commands.map(() => ({ seconds: [] as number[], cpuSeconds: [] as number[] }));
  for (let round = 0; round <= runs; round++) {
    commands.forEach((command, index) => {
      const { wall, cpu } = time(command);
      if (round === 0) return;
      measured[index]?.seconds.push(wall);
      measured[index]?.cpuSeconds.push(cpu);
    });
  }
  return measured;
}

/** A sentence when other processes keep the cores busy: wall seconds are then not those of the command. */
export function busyMachine(): string | undefined {
  const [load = 0] = os.loadavg();
  const cores = os.cpus().length;
  if (load < cores / 2) return undefined;
  return `The machine is busy (load ${load.toFixed(1)} on ${cores} cores): compare CPU seconds, and do not publish wall seconds.`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  const half = (sorted.length - 1) / 2;
  return (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
}

/** Runs the command under bash's `time`, the only way to the CPU seconds of a child and of its children. */
function time({ command, args, env, cwd, before }: Command): { wall: number; cpu: number } {
  before?.();
  const timed = ['-c', 'TIMEFORMAT="%R %U %S"; time "$@"', 'bash', command, ...args];
  const { status, stdout, stderr, error } = spawnSync('bash', timed, {
    cwd,
    env: { ...process.env, LC_ALL: 'C', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const [, wall, user, system] = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? [];
  if (error || status !== 0 || system === undefined) {
    throw new Error(`${command} ${args.join(' ')}: exit ${status}\n${error?.message ?? ''}${stdout}${stderr}`);
  }
  return { wall: Number(wall), cpu: Number(user) + Number(system) };
}
