import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeWhere } from '../../support/describe-where';
import { startEmulator, type Emulator } from '../../support/emulator';
import { hasMoto, howToGetMoto } from '../../support/emulator/moto';
import {
  installShop,
  signedTokenProblem,
  startLocalCache,
  startSessionStore,
  wholeClusterAt,
  type Answer,
  type InstalledShop,
  type LocalCache,
  type LocalSessionStore,
} from '../../support/shop';

// Modules of the application itself, of those that need no package; stores that do run as a process.
const load = (file: string) => jest.requireActual<any>(`../../../examples/shop/src/${file}`);
const { createSessions } = load('sessions.js');
const { sessionsInMemory } = load('sessions/memory.js');
const { readSettings } = load('environment.js');

// It waits for processes, on machines that do other things too.
jest.setTimeout(60_000);

const region = 'eu-west-1';
const account = '111111111111';
const role = { accessKeyId: account, secretAccessKey: 'of-the-role', sessionToken: 'of+the/session=' };
const credentials = {
  AWS_ACCESS_KEY_ID: role.accessKeyId,
  AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
  AWS_SESSION_TOKEN: role.sessionToken,
};
const ada = { customerId: 'ada', expiresAt: 2_000_000_000 };

let installed: InstalledShop;
beforeAll(async () => {
  installed = await installShop();
}, 180_000);
afterAll(() => installed?.remove());

// What a test has started, ended after it, the last first.
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The table of an AWS at this endpoint. */
async function tableAt(endpoint: string): Promise<LocalSessionStore> {
  const environment = { ...credentials, AWS_ENDPOINT_URL: endpoint };
  const store = await startSessionStore(installed, 'table', { name: 'dev-sessions', region }, environment);
  ends.push(() => store.end());
  return store;
}

async function cacheWith(answer?: Answer, more: object = {}) {
  const cache = await startLocalCache(answer);
  ends.push(() => cache.stop());
  return { cache, store: await storeOf(cache, more) };
}

async function storeOf({ host, port, certificate }: LocalCache, more: object = {}): Promise<LocalSessionStore> {
  const settings = { host, port, user: 'dev-main-web', name: 'dev-main', region, ...more };
  const environment = { ...credentials, NODE_EXTRA_CA_CERTS: certificate.authority };
  const store = await startSessionStore(installed, 'cache', settings, environment);
  ends.push(() => store.end());
  return store;
}

/** What any store does, whatever is below it. */
function storeTests(create: () => Promise<any>): void {
  test('are known by their token until they end', async () => {
    const sessions = createSessions(await create(), 8);
    const [first, second] = [await sessions.start('ada'), await sessions.start('grace')];
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(await Promise.all([first, second, 'x'.repeat(43)].map(sessions.customerOf))).toEqual([
      'ada',
      'grace',
      undefined,
    ]);
    await sessions.end(first);
    expect(await Promise.all([first, second].map(sessions.customerOf))).toEqual([undefined, 'grace']);
  });

  test('are not known once they have expired, even while the store has them', async () => {
    const store = await create();
    const token = await createSessions(store, 0).start('ada');
    expect(await createSessions(store, 8).customerOf(token)).toBeUndefined();
  });
}

describe('sessions in memory', () => storeTests(async () => sessionsInMemory()));

describe('sessions in a cache', () => storeTests(async () => (await cacheWith()).store));

describeWhere(hasMoto(), 'sessions in a table, on an AWS emulator', howToGetMoto, () => {
  let emulator: Emulator;
  const ask = async (operation: string, parameters: object) => {
    const { status, text } = await emulator.api(region).json('dynamodb', `DynamoDB_20120810.${operation}`, parameters);
    expect(status).toBe(200);
    return JSON.parse(text);
  };
  beforeAll(async () => {
    emulator = await startEmulator(account);
    await ask('CreateTable', {
      TableName: 'dev-sessions',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
  }, 180_000);
  afterAll(() => emulator?.stop());

  storeTests(() => tableAt(emulator.proxy.url));

  test('have the hash of a token and not the token, and the time after which DynamoDB deletes them', async () => {
    const before = Math.floor(Date.now() / 1000);
    const token = await createSessions(await tableAt(emulator.proxy.url), 8).start('katherine');
    const { Items } = await ask('Scan', { TableName: 'dev-sessions' });
    const [item] = Items.filter(({ customerId }: any) => customerId.S === 'katherine');
    expect(JSON.stringify(item)).not.toContain(token);
    expect(Number(item.expiresAt.N) - before - 8 * 3600).toBeLessThan(60);
    expect(Object.keys(item).sort()).toEqual(['customerId', 'expiresAt', 'id']);
  });

  test('are ready once the table answers, and a table that there is not is no passing fault', async () => {
    await (await tableAt(emulator.proxy.url)).check();
    const environment = { ...credentials, AWS_ENDPOINT_URL: emulator.proxy.url };
    const other = await startSessionStore(installed, 'table', { name: 'dev-others', region }, environment);
    ends.push(() => other.end());
    await expect(other.check()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('ask nothing of AWS that AWS would refuse', () => {
    const { judge, proxy } = emulator;
    expect([...(judge?.refused ?? []), ...(judge?.unjudged ?? []), ...proxy.unanswered]).toEqual([]);
  });
});

describe('a table of sessions', () => {
  /** A DynamoDB that answers each request with the next of these: a status and a kind of error, or nothing at all; then that there is no item. */
  async function dynamoOf(answers: (readonly [number, string] | 'nothing' | 'cut')[] = []) {
    const asked: { operation: string; input: any }[] = [];
    const server: Server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push({ operation: String(request.headers['x-amz-target']).split('.')[1]!, input: JSON.parse(body) });
      const answer = answers.shift() ?? [200, ''];
      if (answer === 'nothing') return;
      if (answer === 'cut') return void request.socket.destroy();
      const [status, type] = answer;
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(type ? { __type: `com.amazonaws.dynamodb.v20120810#${type}` } : {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const store = await tableAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return { store, asked };
  }

  test('reads what was written a moment ago', async () => {
    const { store, asked } = await dynamoOf();
    await store.get('x');
    expect(asked).toEqual([
      { operation: 'GetItem', input: { TableName: 'dev-sessions', Key: { id: { S: 'x' } }, ConsistentRead: true } },
    ]);
  });

  test.each([
    ['a request that is throttled', [400, 'ThrottlingException'] as const],
    ['a table without capacity', [400, 'ProvisionedThroughputExceededException'] as const],
    ['an error of DynamoDB', [500, 'InternalServerError'] as const],
    ['a connection that fails', 'cut' as const],
    ['an answer that does not arrive in time', 'nothing' as const],
  ])('is asked once more after %s, and then it is not available', async (_, failure) => {
    const answers = [failure];
    const { store, asked } = await dynamoOf(answers);
    expect(await store.get('x')).toBeUndefined();
    answers.push(failure, failure);
    await expect(store.get('x')).rejects.toMatchObject({ name: 'TableUnavailable' });
    expect(asked).toHaveLength(4);
  });

  test('that the role may not read is no passing fault', async () => {
    const { store, asked } = await dynamoOf([[400, 'AccessDeniedException']]);
    await expect(store.get('x')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(asked).toHaveLength(1);
  });
});

describe('a cache of sessions', () => {
  const tokens = ({ asked }: LocalCache) => asked.filter(([name]) => name === 'AUTH');
  const others = ({ asked }: LocalCache) => asked.filter(([name]) => name !== 'AUTH' && name !== 'CLUSTER');
  const expected = {
    ...{ host: 'dev-main', region, service: 'elasticache', ...role },
    query: { Action: 'connect', User: 'dev-main-web', 'X-Amz-Security-Token': role.sessionToken },
  };

  test('is logged in to with a token of IAM for each connection, by its name, and forgets sessions by itself', async () => {
    const { cache, store } = await cacheWith();
    await Promise.all([store.put('x', ada), store.get('y')]);
    // One connection asks where keys are, and one has the commands.
    expect(tokens(cache)).toHaveLength(2);
    for (const [, user, token = ''] of tokens(cache)) {
      expect([user, signedTokenProblem(token, expected, new Date())]).toEqual(['dev-main-web', undefined]);
      expect(token).not.toContain('ResourceType');
    }
    expect(cache.names).toEqual(['localhost', 'localhost']);
    expect(others(cache)).toEqual([
      ['SET', 'session:x', JSON.stringify(ada), 'EXAT', '2000000000'],
      ['GET', 'session:y'],
    ]);
  });

  test('that is serverless is asked for so by its token', async () => {
    const { cache, store } = await cacheWith(undefined, { resourceType: 'ServerlessCache' });
    await store.check();
    const query = { ...expected.query, ResourceType: 'ServerlessCache' };
    for (const [, , token = ''] of tokens(cache)) {
      expect(signedTokenProblem(token, { ...expected, query }, new Date())).toBeUndefined();
    }
  });

  test('is logged in to again once the connection is lost', async () => {
    const { cache, store } = await cacheWith();
    await store.put('x', ada);
    cache.drop();
    expect(await Promise.all([store.get('x'), store.get('x')])).toEqual([ada, ada]);
    expect(tokens(cache)).toHaveLength(4);
  });

  test('is asked once more where the connection is lost before the answer', async () => {
    let isFirst = true;
    const { cache, store } = await cacheWith(([name]) => {
      if (name !== 'GET' || !isFirst) return undefined;
      isFirst = false;
      cache.drop();
      return '';
    });
    await store.put('x', ada);
    expect(await store.get('x')).toEqual(ada);
  });

  test('is asked at the node that has the key, after it has moved too', async () => {
    const moved: { to?: LocalCache } = {};
    const { cache, store } = await cacheWith(([name]) => {
      if (!moved.to || name === 'AUTH') return undefined;
      return name === 'CLUSTER' ? wholeClusterAt(moved.to.port) : `-MOVED 42 localhost:${moved.to.port}\r\n`;
    });
    await store.put('x', ada);
    const second = await startLocalCache(undefined, cache.certificate);
    ends.push(second.stop);
    moved.to = second;
    expect(await store.get('x')).toBeUndefined();
    await store.put('y', ada);
    expect(others(second).map(([name]) => name)).toEqual(['GET', 'SET']);
    expect(others(cache).map(([name]) => name)).toEqual(['SET', 'GET']);
  });

  test('that answers with what is no reply is not available', async () => {
    const { store } = await cacheWith(([name]) => (name === 'GET' ? '?many\r\n' : undefined));
    await expect(store.get('x')).rejects.toMatchObject({ name: 'CacheUnavailable' });
  });

  test.each(['AUTH', 'CLUSTER', 'GET'])(
    'that does not answer %s in time is not available, and may be again',
    async (silent) => {
      let isSilent = true;
      const { store } = await cacheWith(([name]) => (isSilent && name === silent ? '' : undefined));
      await expect(store.get('x')).rejects.toMatchObject({ name: 'CacheUnavailable' });
      isSilent = false;
      expect(await store.get('x')).toBeUndefined();
    },
  );

  test('that refuses the user is one fault, and one that is gone another', async () => {
    let isRight = false;
    const { cache, store } = await cacheWith(([name]) =>
      name === 'AUTH' && !isRight ? '-WRONGPASS invalid username-password pair\r\n' : undefined,
    );
    await expect(store.get('x')).rejects.toThrow('WRONGPASS');
    isRight = true;
    expect(await store.get('x')).toBeUndefined();
    await cache.stop();
    await expect(store.get('x')).rejects.toMatchObject({ name: 'CacheUnavailable' });
  });

  test('whose certificate is by nobody that is trusted is not talked to', async () => {
    const { cache } = await cacheWith();
    const store = await storeOf({ ...cache, certificate: { ...cache.certificate, authority: '' } });
    await expect(store.check()).rejects.toMatchObject({ name: 'CacheUnavailable' });
    expect(cache.asked).toEqual([]);
  });
});

describe('where sessions are kept', () => {
  const variables = {
    ...{ PORT: '8080', AWS_REGION: region, BUCKET_UPLOADS: 'example-dev-uploads' },
    ...{ DATABASE_MAIN_HOST: 'main.example', DATABASE_MAIN_PORT: '5432', DATABASE_MAIN_NAME: 'app' },
    DATABASE_MAIN_USER: 'web',
  };
  const store = (more: object = {}) => readSettings({ ...variables, ...more }).sessionStore;
  const cache = {
    CACHE_MAIN_HOST: 'cache.example',
    CACHE_MAIN_PORT: '6379',
    CACHE_MAIN_USER: 'u',
    CACHE_MAIN_NAME: 'n',
  };

  test('is the table that it is given, and the database otherwise', () => {
    expect(store({ TABLE_SESSIONS: 'dev-sessions' })).toEqual({
      table: { name: 'dev-sessions', region },
    });
    expect(store(cache)).toEqual({ kind: 'database' });
  });

  test('is what SHOP_SESSION_STORE says', () => {
    const all = { TABLE_SESSIONS: 'dev-sessions', ...cache };
    expect(store({ ...all, SHOP_SESSION_STORE: 'memory' })).toEqual({ kind: 'memory' });
    expect(store({ ...all, SHOP_SESSION_STORE: 'database' })).toEqual({ kind: 'database' });
    expect(store({ ...all, SHOP_SESSION_STORE: 'cache' })).toEqual({
      cache: { host: 'cache.example', port: 6379, user: 'u', name: 'n', region },
    });
  });

  test('has to be there', () => {
    expect(() => store({ SHOP_SESSION_STORE: 'table' })).toThrow(
      "TABLE_SESSIONS: expected a table's name, found nothing",
    );
    expect(() => store({ SHOP_SESSION_STORE: 'cache' })).toThrow(
      'CACHE_MAIN_HOST: expected a host name, found nothing',
    );
  });
});
