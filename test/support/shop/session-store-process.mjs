// A store of sessions of the application, in a process of its own: its packages are not those of the tests. Started by session-store.ts,
// with the folder of the application, the kind of the store and its settings; does what it is told by messages.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , folder, kind, settings] = process.argv;
const load = (file) => import(pathToFileURL(join(folder, 'src', file)).href);
const { sessionsInTable } = await load('sessions/table.js');
const { sessionsInCache } = await load('sessions/cache.js');
const { Bucket } = await load('bucket.js');

const asked = JSON.parse(settings);
const { credentials } = new Bucket('example-dev-uploads', asked.region);
const store = kind === 'table' ? sessionsInTable(asked) : sessionsInCache(asked, credentials);
process.on('message', async ({ call, operation, parameters }) => {
  try {
    process.send({ call, result: await store[operation](...parameters) });
  } catch (error) {
    process.send({ call, error: { name: error.name, message: error.message } });
  }
});
process.send({ call: 'started' });
