import { connect as connectTls } from 'node:tls';
import { CacheConnection, CacheUnavailable } from './cache-connection.js';
import { signedUrl } from '../signature.js';

/** How long a token may be used to log in (Amazon ElastiCache user guide, Authenticating with IAM). */
const tokenSeconds = 900;

/**
 * Sessions in a cache, which deletes them when they expire. One that is full or replaced may lose them: customers sign in again.
 *
 * @param {import('../environment.js').CacheSettings} settings
 * @param {import('../signature.js').GetCredentials} credentials
 * @param {(host: string, port: number) => import('node:net').Socket} [connect]
 * @returns {import('../sessions.js').SessionStore & { close(): void }}
 */
export function sessionsInCache(settings, credentials, connect = overTls) {
  const { host, port, user, name, resourceType, region } = settings;
  /** Of each node that was asked. @type {Map<string, Promise<CacheConnection>>} */
  const connections = new Map();

  /** @param {string} node */
  const open = async (node) => {
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(node) ?? [];
    const query = { Action: 'connect', User: user, ...(resourceType && { ResourceType: resourceType }) };
    const signer = { region, service: 'elasticache', ...(await credentials()) };
    const token = signedUrl({ host: name, query, seconds: tokenSeconds }, signer);
    const connection = new CacheConnection(connect(host, Number(port)), () => connections.delete(node));
    await connection.send('AUTH', user, token).catch((error) => {
      connection.close();
      throw error;
    });
    return connection;
  };
  /** @param {string} node */
  const connected = (node) => {
    const known = connections.get(node);
    if (known) return known;
    const opened = open(node);
    connections.set(node, opened);
    opened.catch(() => connections.delete(node));
    return opened;
  };
  /** @param {string[]} command */
  const ask = async (...command) => {
    try {
      return await (await connected(`${host}:${port}`)).send(...command);
    } catch (error) {
      // A cache of several shards says which node has the key.
      const [, node] = /^MOVED \d+ (\S+:\d+)$/.exec(error instanceof Error ? error.message : '') ?? [];
      if (node) return (await connected(node)).send(...command);
      // Once more, on a new connection: the old one may have been closed a moment ago, as the cache does after 12 hours.
      if (error instanceof CacheUnavailable) return (await connected(`${host}:${port}`)).send(...command);
      throw error;
    }
  };
  /** @param {string} id */
  const key = (id) => `session:${id}`;
  return {
    async put(id, session) {
      await ask('SET', key(id), JSON.stringify(session), 'EXAT', String(session.expiresAt));
    },
    async get(id) {
      const text = await ask('GET', key(id));
      return typeof text === 'string' ? JSON.parse(text) : undefined;
    },
    async delete(id) {
      await ask('DEL', key(id));
    },
    check: () => ask('PING'),
    close() {
      for (const opened of connections.values()) opened.then((connection) => connection.close()).catch(() => {});
    },
  };
}

/** @param {string} host @param {number} port */
function overTls(host, port) {
  return connectTls({ host, port, servername: host });
}
