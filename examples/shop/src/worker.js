import { readAnnouncement } from './announcement.js';
import { Consumer } from './consumer.js';
import { EnvironmentError, readWorkerSettings } from './environment.js';
import { createLog, describeError } from './log.js';
import { Queue } from './queue.js';
import { Receipts } from './receipts.js';

/** A container is killed 30 s after it was asked to stop: the task definition's `stopTimeout`. */
const stopping = { deadlineMs: 25_000 };
const log = createLog(process.stdout);

/** Writes a receipt of each order that was placed. @param {import('./environment.js').WorkerSettings} settings */
async function start({ region, orders, receipts: table }) {
  const queue = new Queue(orders, region);
  const receipts = new Receipts(table, region);
  const consumer = new Consumer(
    queue,
    async (body) => {
      const isFirst = await receipts.write(readAnnouncement(body));
      if (!isFirst) log.info('receipt is there already');
    },
    log,
  );
  const stop = async (/** @type {string} */ signal) => {
    log.info('stopping', { signal });
    const isWhole = await consumer.stop(stopping);
    queue.close();
    receipts.close();
    log.info('stopped', { isWhole });
    process.exit(isWhole ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop);
  log.info('taking messages');
  await consumer.run();
}

try {
  await start(readWorkerSettings(process.env));
} catch (error) {
  if (error instanceof EnvironmentError) log.error(error.message);
  else log.error('could not start', describeError(error));
  process.exit(1);
}
