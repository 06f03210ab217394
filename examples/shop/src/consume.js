import { Consumer } from './consumer.js';
import { EnvironmentError } from './environment.js';
import { describeError } from './log.js';
import { Queue } from './queue.js';

/** A container is killed 30 s after it was asked to stop: the task definition's `stopTimeout`. */
const stopping = { deadlineMs: 25_000 };

/**
 * Takes messages of a queue until the process is asked to stop, and ends it then.
 *
 * @param {object} parts
 * @param {string} parts.url of the queue
 * @param {string} parts.region
 * @param {(body: string) => Promise<void>} parts.work
 * @param {() => Promise<void> | void} parts.close what the work is done with
 * @param {import('./log.js').Log} parts.log
 */
export async function consume({ url, region, work, close, log }) {
  const queue = new Queue(url, region);
  const consumer = new Consumer(queue, work, log);
  const stop = async (/** @type {string} */ signal) => {
    log.info('stopping', { signal });
    const isWhole = await consumer.stop(stopping);
    queue.close();
    await close();
    log.info('stopped', { isWhole });
    process.exit(isWhole ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop);
  log.info('taking messages');
  await consumer.run();
}

/** Runs a program that consumes, and ends with 1 where it cannot start. @param {import('./log.js').Log} log @param {() => Promise<void>} start */
export async function runProgram(log, start) {
  try {
    await start();
  } catch (error) {
    if (error instanceof EnvironmentError) log.error(error.message);
    else log.error('could not start', describeError(error));
    process.exit(1);
  }
}
