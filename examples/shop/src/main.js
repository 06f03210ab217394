import { Bucket } from './bucket.js';
import { Database } from './database.js';
import { EnvironmentError, readSettings } from './environment.js';
import { eventsOnBus, noEvents } from './events.js';
import { WebServer } from './http/server.js';
import { createLog, describeError } from './log.js';
import { createReadiness } from './readiness.js';
import { ReceiptFiles } from './receipt-files.js';
import { createRoutes } from './routes.js';
import { Secret } from './secret.js';
import { createSessions } from './sessions.js';
import { sessionsInCache } from './sessions/cache.js';
import { sessionsInDatabase } from './sessions/database.js';
import { sessionsInMemory } from './sessions/memory.js';
import { sessionsInTable } from './sessions/table.js';
import { signInByPassword } from './sign-in/passwords.js';
import { signInByPool } from './sign-in/pool.js';
import { Topic } from './topic.js';
import { UserPool } from './user-pool.js';

/** A container is killed 30 s after it was asked to stop: the task definition's `stopTimeout`. */
const stopping = { graceMs: 1_000, deadlineMs: 25_000 };
const log = createLog(process.stdout);

for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => {
    log.error(event, describeError(error));
    process.exit(1);
  });
}

/** @param {import('./environment.js').Settings} settings */
async function start({
  port,
  region,
  database: where,
  uploads,
  orderPlaced,
  eventBus,
  carrierSecret,
  receiptFiles,
  users,
  sessionStore,
  sessionHours,
}) {
  const database = new Database(where, (error) => log.error('connection lost', describeError(error)));
  const bucket = new Bucket(uploads, region);
  const placed = orderPlaced === undefined ? undefined : new Topic(orderPlaced, region);
  const events = eventBus === undefined ? noEvents : eventsOnBus(eventBus, region);
  const carrier = carrierSecret === undefined ? undefined : new Secret(carrierSecret, region);
  const receipts = receiptFiles === undefined ? undefined : new ReceiptFiles(receiptFiles);
  const store = storeOf(sessionStore, database, bucket);
  const sessions = createSessions(store, sessionHours);
  const signIns = [signInByPassword(database), ...(users ? [signInByPool(new UserPool(users), database)] : [])];
  const readiness = createReadiness(
    {
      database: () => database.query('select 1 from shop.products limit 1'),
      bucket: () => bucket.check(),
      ...(store.check && { sessions: store.check }),
    },
    (part, error) => log.error('not ready', { part, ...describeError(error) }),
  );
  const server = new WebServer(
    createRoutes({ database, bucket, placed, events, carrier, receipts, signIns, sessions, sessionHours, readiness }),
    log,
  );
  await server.listen(port);
  log.info('listening', { port });

  const stop = async (/** @type {string} */ signal) => {
    log.info('stopping', { signal });
    const isWhole = await server.stop(stopping);
    await database.close();
    bucket.close();
    placed?.close();
    events.close();
    carrier?.close();
    store.close?.();
    log.info('stopped', { isWhole });
    process.exitCode = isWhole ? 0 : 1;
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop);
}

/**
 * @param {import('./environment.js').SessionStoreSettings} settings
 * @param {Database} database
 * @param {Bucket} bucket its credentials sign the tokens of a cache
 */
function storeOf(settings, database, { credentials }) {
  if ('table' in settings) return sessionsInTable(settings.table);
  if ('cache' in settings) return sessionsInCache(settings.cache, credentials);
  return settings.kind === 'memory' ? sessionsInMemory() : sessionsInDatabase(database);
}

try {
  await start(readSettings(process.env));
} catch (error) {
  if (error instanceof EnvironmentError) log.error(error.message);
  else log.error('could not start', describeError(error));
  process.exit(1);
}
