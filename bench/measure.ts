import { spawnSync } from 'node:child_process';

export interface Measured {
  /** Wall seconds of each counted run, in order. */
  readonly seconds: readonly number[];
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
  const seconds = commands.map((): number[] => []);
  for (let round = 0; round <= runs; round++) {
    commands.forEach((command, index) => {
      const taken = time(command);
      if (round > 0) seconds[index]?.push(taken);
    });
  }
  return seconds.map((seconds) => ({ seconds }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  const half = (sorted.length - 1) / 2;
  return (at(Math.floor(half)) + at(Math.ceil(half))) / 2;
}

function time({ command, args, env, cwd, before }: Command): number {
  before?.();
  const started = process.hrtime.bigint();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const taken = Number(process.hrtime.bigint() - started) / 1e9;
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: exit ${status}\n${error?.message ?? ''}${stdout}${stderr}`);
  }
  return taken;
}
