import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

// Modules of the application itself; the rest of these tests run it as a process.
const load = (file: string) => jest.requireActual<any>(`../../../examples/shop/src/${file}`);
const { createSessions } = load('sessions.js');
const { sessionsInMemory } = load('sessions/memory.js');
const { sessionsInTable, TableUnavailable } = load('sessions/table.js');
const { sessionsInCache } = load('sessions/cache.js');
const { CacheUnavailable } = load('sessions/cache-connection.js');
const { signedHeaders, signedUrl } = load('signature.js');
const { readSettings } = load('environment.js');

const region = 'eu-west-1';
const credentials = async () => ({
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'of-the-role',
});

interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly operation: string;
  readonly input: any;
}

/** A table that keeps items as DynamoDB does, and every request. */
function tableOf(answers: readonly (Response | Error)[] = []) {
  const [items, asked, others] = [new Map<string, object>(), [] as Asked[], [...answers]];
  const request = async (url: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    const operation = headers['x-amz-target']!.replace('DynamoDB_20120810.', '');
    const input = JSON.parse(body);
    asked.push({ url, headers, operation, input });
    const other = others.shift();
    if (other instanceof Error) throw other;
    if (other) return other;
    const id = (input.Item ?? input.Key).id.S;
    if (operation === 'PutItem') items.set(id, input.Item);
    if (operation === 'DeleteItem') items.delete(id);
    const Item = items.get(id);
    return Response.json(operation === 'GetItem' && Item ? { Item } : {});
  };
  const settings = { name: 'dev-sessions', region, endpoint: 'https://dynamodb.eu-west-1.amazonaws.com' };
  return { store: sessionsInTable(settings, credentials, request), items, asked };
}

/** A cache that knows a few commands. `answer` takes the place of a reply. */
async function cacheOf(answer: (command: readonly string[]) => string | undefined = () => undefined) {
  const [values, asked, sockets] = [new Map<string, string>(), [] as string[][], new Set<Socket>()];
  const reply = ([name, key = '', value = '']: readonly string[]) => {
    if (name === 'SET') values.set(key, value);
    if (name === 'GET') return values.has(key) ? `$${values.get(key)!.length}\r\n${values.get(key)}\r\n` : '$-1\r\n';
    if (name === 'DEL') return `:${Number(values.delete(key))}\r\n`;
    return '+OK\r\n';
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let written = Promise.resolve();
    socket.on('data', (bytes) => {
      for (const one of bytes.toString().split(/(?=\*\d+\r\n\$)/)) {
        const command = one.split('\r\n').filter((_, index) => index > 0 && index % 2 === 0);
        asked.push(command);
        const text = answer(command) ?? reply(command);
        // In two parts, as a network may deliver it.
        written = written.then(async () => {
          socket.write(text.slice(0, 3));
          await sleep(2);
          socket.write(text.slice(3));
        });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hosts: string[] = [];
  const toServer = (host: string) => {
    hosts.push(host);
    return connect(port, '127.0.0.1');
  };
  const settings = { host: 'main.example', port: 6379, user: 'dev-main-web', name: 'dev-main', region };
  const store = sessionsInCache(settings, credentials, toServer);
  return {
    ...{ store, asked, hosts, values, settings, toServer },
    drop: () => sockets.forEach((socket) => socket.destroy()),
    async end() {
      store.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const kinds: [string, () => Promise<{ store: any; end?: () => Promise<void> }>][] = [
  ['memory', async () => ({ store: sessionsInMemory() })],
  ['a table', async () => tableOf()],
  ['a cache', () => cacheOf()],
];

describe.each(kinds)('sessions in %s', (_, create) => {
  let made: Awaited<ReturnType<typeof create>>;
  beforeEach(async () => (made = await create()));
  afterEach(() => made.end?.());

  test('are known by their token until they end', async () => {
    const sessions = createSessions(made.store, 8);
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
    const token = await createSessions(made.store, 0).start('ada');
    expect(await createSessions(made.store, 8).customerOf(token)).toBeUndefined();
  });
});

describe('a table of sessions', () => {
  test('has a hash and not the token, and the time after which DynamoDB deletes it', async () => {
    const { store, items } = tableOf();
    const before = Math.floor(Date.now() / 1000);
    const token = await createSessions(store, 8).start('ada');
    const [item] = items.values() as Iterable<any>;
    expect(JSON.stringify(item)).not.toContain(token);
    expect(Number(item.expiresAt.N) - before - 8 * 3600).toBeLessThan(5);
    expect(Object.keys(item).sort()).toEqual(['customerId', 'expiresAt', 'id']);
  });

  test('is asked with signed requests, and reads what was written a moment ago', async () => {
    const { store, asked } = tableOf();
    await store.get('x');
    expect(asked).toMatchObject([
      { operation: 'GetItem', input: { TableName: 'dev-sessions', Key: { id: { S: 'x' } }, ConsistentRead: true } },
    ]);
    expect(asked[0]!.headers).toMatchObject({
      'x-amz-security-token': 'of-the-role',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  const problem = (status: number, type: string) =>
    Response.json({ __type: `com.amazonaws.dynamodb.v20120810#${type}` }, { status });

  test.each([
    ['a request that is throttled', () => problem(400, 'ThrottlingException')],
    ['an error of DynamoDB', () => problem(500, 'InternalServerError')],
    ['a connection that fails', () => new TypeError('fetch failed')],
  ])('is asked once more after %s, and then it is not available', async (_, failure) => {
    const once = tableOf([failure()]);
    expect(await once.store.get('x')).toBeUndefined();
    const twice = tableOf([failure(), failure()]);
    await expect(twice.store.get('x')).rejects.toBeInstanceOf(TableUnavailable);
    expect(twice.asked).toHaveLength(2);
  });

  test('that the role may not read is no passing fault', async () => {
    const { store, asked } = tableOf([problem(400, 'AccessDeniedException')]);
    await expect(store.get('x')).rejects.toThrow('400 AccessDeniedException');
    expect(asked).toHaveLength(1);
  });
});

describe('a cache of sessions', () => {
  test('is logged in to once, with a token of IAM, and forgets sessions by itself', async () => {
    const cache = await cacheOf();
    const session = { customerId: 'ada', expiresAt: 2_000_000_000 };
    await Promise.all([cache.store.put('x', session), cache.store.get('y')]);
    const [[name, user, token = ''] = []] = cache.asked;
    expect([name, user]).toEqual(['AUTH', 'dev-main-web']);
    const { host, searchParams } = new URL(`http://${token}`);
    expect([host, Object.fromEntries(searchParams)]).toMatchObject([
      'dev-main',
      { Action: 'connect', User: 'dev-main-web', 'X-Amz-Expires': '900', 'X-Amz-Security-Token': 'of-the-role' },
    ]);
    expect(cache.asked.slice(1)).toEqual([
      ['SET', 'session:x', JSON.stringify(session), 'EXAT', '2000000000'],
      ['GET', 'session:y'],
    ]);
    await cache.end();
  });

  test('that is serverless is asked for so by its token', async () => {
    const { settings, toServer, end, asked } = await cacheOf();
    const store = sessionsInCache({ ...settings, resourceType: 'ServerlessCache' }, credentials, toServer);
    await store.check();
    expect(asked[0]![2]).toContain('&ResourceType=ServerlessCache&');
    store.close();
    await end();
  });

  test('is logged in to again once the connection is lost', async () => {
    const cache = await cacheOf();
    await cache.store.put('x', { customerId: 'ada', expiresAt: 2_000_000_000 });
    cache.drop();
    expect(await cache.store.get('x')).toMatchObject({ customerId: 'ada' });
    await cache.end();
  });

  test('of several shards is asked at the node that has the key', async () => {
    let moved = false;
    const cache = await cacheOf(([name]) => {
      if (name !== 'GET' || moved) return undefined;
      moved = true;
      return '-MOVED 42 second.example:6379\r\n';
    });
    expect(await cache.store.get('x')).toBeUndefined();
    expect(cache.hosts).toEqual(['main.example', 'second.example']);
    await cache.end();
  });

  test('that answers with what is no reply is not asked on', async () => {
    const cache = await cacheOf(([name]) => (name === 'GET' ? '$many\r\n' : undefined));
    await expect(cache.store.get('x')).rejects.toBeInstanceOf(CacheUnavailable);
    await cache.end();
  });

  test('that refuses the user is one fault, and one that is gone another', async () => {
    const refusing = await cacheOf(([name]) =>
      name === 'AUTH' ? '-WRONGPASS invalid username-password pair\r\n' : undefined,
    );
    await expect(refusing.store.get('x')).rejects.toThrow('WRONGPASS');
    await refusing.end();
    await expect(refusing.store.get('x')).rejects.toBeInstanceOf(CacheUnavailable);
  });
});

describe('the signature', () => {
  // get-vanilla and get-vanilla-query-order of AWS's Signature Version 4 test suite.
  const suite = {
    ...{ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', service: 'service' },
    ...{ region: 'us-east-1', now: new Date('2015-08-30T12:36:00Z') },
  };

  test('of a request is the one of AWS', () => {
    const headers = { host: 'example.amazonaws.com' };
    expect(signedHeaders({ method: 'GET', headers, body: '' }, suite).authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    );
  });

  test('of a URL covers what is asked for, for how long, and by whom', () => {
    const url = (query: object, seconds = 900) =>
      new URL(`http://${signedUrl({ host: 'dev-main', query, seconds }, suite)}`).searchParams.get('X-Amz-Signature');
    expect(url({ User: 'web' })).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set([url({ User: 'web' }), url({ User: 'office' }), url({ User: 'web' }, 60)]).size).toBe(3);
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
      table: { name: 'dev-sessions', region, endpoint: 'https://dynamodb.eu-west-1.amazonaws.com' },
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
