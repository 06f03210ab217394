import { say, type Io } from './io';

export interface Task<T> {
  readonly title: string;
  run(progress: (text: string) => void): Promise<T>;
  /** Whether what it returned is a failure, to be shown as one. */
  isFailure?(result: T): boolean;
}

/**
 * Runs tasks, `atOnce` of them in parallel, and shows their progress on standard error: a live list on a terminal, else
 * a line when each ends.
 *
 * @returns the results in the order of the tasks. @throws the first error, after all have ended.
 */
export async function runTasks<T>(io: Io, tasks: readonly Task<T>[], atOnce: number): Promise<T[]> {
  const { Listr, ListrLogger, ProcessOutput } = await import('listr2');
  // A terminal of no width, as some CI systems give, would wrap at every letter.
  const { isTTY, columns = 80 } = io.stderr;
  const isTerminal = Boolean(isTTY) && columns > 0 && io.env.TERM !== 'dumb';
  const results = new Array<T>(tasks.length);
  const thrown: unknown[] = [];
  const run = async ({ title, run, isFailure }: Task<T>, index: number, progress: (text: string) => void) => {
    const result = await run(progress).catch((error: unknown) => {
      thrown.push(error);
      throw error;
    });
    results[index] = result;
    const failed = isFailure?.(result) ?? false;
    if (!isTerminal) say(io, `${title}: ${failed ? 'failed' : 'done'}`);
    if (failed) throw new Error(title);
  };
  const list = tasks.map((task, index) => ({
    title: task.title,
    task: (_: unknown, shown: { title: string }) =>
      run(task, index, (text) => (shown.title = `${task.title}: ${text}`)),
  }));
  // What is not finished is removed also when a run is interrupted.
  const release = io.attend?.();
  await new Listr(list, {
    concurrent: atOnce,
    exitOnError: false,
    // Terrace handles signals itself, so that Terraform finishes what it has begun.
    registerSignalListeners: false,
    renderer: isTerminal ? 'default' : 'silent',
    rendererOptions: {
      logger: new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr), useIcons: true }),
      showErrorMessage: false,
    } as object,
  }).run();
  release?.();
  if (thrown.length > 0) throw thrown[0];
  return results;
}
