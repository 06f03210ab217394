import { readAnnouncement } from './announcement.js';
import { Consumer } from './consumer.js';
import { EnvironmentError, readWorkerSettings } from './environment.js';
import { confirmation } from './confirmation.js';
import { createLog, describeError } from './log.js';
import { Mail } from './mail.js';
import { Queue } from './queue.js';
import { Receipts } from './receipts.js';

/** A container is killed 30 s after it was asked to stop: the task definition's `stopTimeout`. */
const stopping = { deadlineMs: 25_000 };
const log = createLog(process.stdout);

/** Writes a receipt of each order that was placed, and to its customer. @param {import('./environment.js').WorkerSettings} settings */
async function start({ region, orders, receipts: table, mail: sender }) {
  const queue = new Queue(orders, region);
  const receipts = new Receipts(table, region);
  const mail = sender && new Mail(sender);
  const consumer = new Consumer(
    queue,
    async (body) => {
      const order = readAnnouncement(body);
      const { isFirst, isConfirmed } = await receipts.write(order);
      if (!isFirst) log.info('receipt is there already');
      if (!mail || !order.email || isConfirmed) return;
      // The message stays until it is done, whoever does it.
      if (!(await receipts.beginConfirmation(order.id))) throw new Error('another message is at it');
      try {
        await mail.send({ to: order.email, ...confirmation(order) });
      } catch (error) {
        await receipts.failConfirmation(order.id);
        throw error;
      }
      // Who is killed between writes twice, and never not at all.
      await receipts.endConfirmation(order.id);
      log.info('confirmation sent');
    },
    log,
  );
  const stop = async (/** @type {string} */ signal) => {
    log.info('stopping', { signal });
    const isWhole = await consumer.stop(stopping);
    queue.close();
    receipts.close();
    mail?.close();
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
