import { readAnnouncement } from './announcement.js';
import { confirmation } from './confirmation.js';
import { consume, runProgram } from './consume.js';
import { readWorkerSettings } from './environment.js';
import { createLog } from './log.js';
import { Mail } from './mail.js';
import { ReceiptFiles } from './receipt-files.js';
import { Receipts } from './receipts.js';

const log = createLog(process.stdout);

/** Writes a receipt of each order that was placed, and to its customer. */
await runProgram(log, async () => {
  const { region, orders, receipts: table, receiptFiles, mail: sender } = readWorkerSettings(process.env);
  const receipts = new Receipts(table, region);
  const files = receiptFiles === undefined ? undefined : new ReceiptFiles(receiptFiles);
  const mail = sender && new Mail(sender);
  await consume({
    ...{ url: orders, region, log },
    work: async (body) => {
      const order = readAnnouncement(body);
      const { isFirst, isConfirmed } = await receipts.write(order);
      if (!isFirst) log.info('receipt is there already');
      // Each time: who was killed in between may have written none.
      await files?.write(order);
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
    close: () => {
      receipts.close();
      mail?.close();
    },
  });
});
