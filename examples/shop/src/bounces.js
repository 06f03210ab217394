import { consume, runProgram } from './consume.js';
import { refuseMail } from './customers.js';
import { Database } from './database.js';
import { readBouncesSettings } from './environment.js';
import { createLog, describeError } from './log.js';
import { refusedAddresses } from './mail-event.js';

const log = createLog(process.stdout);

/** Takes what became of mail, and strikes the addresses off that it does not reach, or whose people complained: the shop writes to them no more. */
await runProgram(log, async () => {
  const { region, events, database: where } = readBouncesSettings(process.env);
  const database = new Database(where, (error) => log.error('connection lost', describeError(error)));
  await consume({
    ...{ url: events, region, log },
    work: async (body) => {
      const addresses = refusedAddresses(body);
      if (addresses.length === 0) return;
      log.info('addresses struck off', { customers: await refuseMail(database, addresses) });
    },
    close: () => database.close(),
  });
});
