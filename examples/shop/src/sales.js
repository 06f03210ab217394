import { readOrderEvent } from './announcement.js';
import { consume, runProgram } from './consume.js';
import { Database } from './database.js';
import { readSalesSettings } from './environment.js';
import { createLog, describeError } from './log.js';

const log = createLog(process.stdout);

/** Writes each order that the bus tells of to the cluster of analytics, once, whichever event comes twice. */
await runProgram(log, async () => {
  const { region, sales, database: settings } = readSalesSettings(process.env);
  const database = new Database(settings, (error) => log.error('connection lost', describeError(error)));
  await consume({
    ...{ url: sales, region, log },
    work: async (body) => {
      const { id, customerId, totalCents, at } = readOrderEvent(body);
      await database.query(
        `insert into analytics.sales (order_id, customer_id, total_cents, placed_at) values ($1, $2, $3, $4)
           on conflict do nothing`,
        [id, customerId, totalCents, at],
      );
    },
    close: () => database.close(),
  });
});
