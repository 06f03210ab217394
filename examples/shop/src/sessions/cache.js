import { createCluster, ErrorReply } from '@redis/client';
import { inTime } from '../in-time.js';
import { Unavailable } from '../unavailable.js';
import { cacheToken } from './cache-token.js';

const attempts = 2;
const timeoutMs = 2_000;

/** The cache does not answer, or not in time. */
export class CacheUnavailable extends Unavailable {}

/** @typedef {ReturnType<typeof clusterOf>} Cluster */
/** @typedef {{ cluster: Cluster, ready: Promise<void> }} Connection */

/**
 * Sessions in a cache, which deletes them when they expire. One that is full or replaced may lose them: customers sign in again.
 *
 * @param {import('../environment.js').CacheSettings} settings
 * @param {import('./cache-token.js').GetCredentials} credentials
 * @returns {import('../sessions.js').SessionStore & { close(): void }}
 */
export function sessionsInCache(settings, credentials) {
  /** @type {Connection | undefined} */
  let connection;

  /** @param {Connection | undefined} lost */
  const drop = (lost) => {
    if (connection === lost) connection = undefined;
    lost?.cluster.destroy();
  };
  const connected = () => {
    if (connection) return connection;
    const opened = connect(settings, credentials);
    connection = opened;
    opened.ready.catch(() => drop(opened));
    return opened;
  };
  /**
   * @template T
   * @param {(cluster: Cluster) => Promise<T>} command
   * @returns {Promise<T>}
   */
  const ask = async (command) => {
    for (let attempt = 1; ; attempt += 1) {
      const used = connected();
      try {
        return await inTime(
          used.ready.then(() => command(used.cluster)),
          timeoutMs,
        );
      } catch (error) {
        if (error instanceof ErrorReply) throw error;
        // Once more, on a new connection: the old one may have been closed a moment ago, as the cache does after 12 hours.
        drop(used);
        if (attempt >= attempts) throw new CacheUnavailable('the cache', error);
      }
    }
  };
  /** @param {string} id */
  const key = (id) => `session:${id}`;
  return {
    async put(id, session) {
      const expiration = /** @type {const} */ ({ type: 'EXAT', value: session.expiresAt });
      await ask((cluster) => cluster.set(key(id), JSON.stringify(session), { expiration }));
    },
    async get(id) {
      const text = await ask((cluster) => cluster.get(key(id)));
      return text === null ? undefined : JSON.parse(text);
    },
    async delete(id) {
      await ask((cluster) => cluster.del(key(id)));
    },
    check: () => ask((cluster) => cluster.ping()),
    close: () => drop(connection),
  };
}

/**
 * @param {import('../environment.js').CacheSettings} settings
 * @param {import('./cache-token.js').GetCredentials} credentials
 * @returns {Connection}
 */
function connect(settings, credentials) {
  const cluster = clusterOf(settings, credentials);
  // The client tells why by an event, and rejects with no more than that no node was found.
  /** @type {unknown} */
  let reason;
  cluster.on('error', (error) => (reason = error));
  const ready = cluster.connect().then(
    () => {},
    (error) => {
      throw reason ?? error;
    },
  );
  return { cluster, ready };
}

/**
 * A client of the cluster protocol: ElastiCache's caches are in cluster mode, with one shard too, and serverless ones know no other.
 *
 * @param {import('../environment.js').CacheSettings} settings
 * @param {import('./cache-token.js').GetCredentials} credentials
 */
function clusterOf(settings, credentials) {
  return createCluster({
    // It is asked which node has which keys, on a connection of its own, on which nothing else is sent.
    rootNodes: [{ socket: { ...nodeAt(settings.host, settings.port), socketTimeout: timeoutMs } }],
    nodeAddressMap: (address) => {
      const end = address.lastIndexOf(':');
      return nodeAt(address.slice(0, end), Number(address.slice(end + 1)));
    },
    RESP: 2,
    defaults: {
      // For each connection another one: a token ends after 15 minutes.
      credentialsProvider: {
        type: 'async-credentials-provider',
        credentials: async () => ({ username: settings.user, password: await cacheToken(settings, credentials) }),
      },
      // The next request connects again, and asks where keys are.
      socket: { tls: true, connectTimeout: timeoutMs, reconnectStrategy: false },
      disableClientInfo: true,
      maintNotifications: 'disabled',
    },
  });
}

/** @param {string} host @param {number} port */
function nodeAt(host, port) {
  return { host, port, servername: host };
}
