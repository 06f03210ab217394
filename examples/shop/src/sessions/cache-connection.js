import { Unavailable } from '../unavailable.js';

const timeoutMs = 2_000;

/** The cache does not answer, or not in time. */
export class CacheUnavailable extends Unavailable {}

/** @typedef {string | number | null} Reply */
/** @typedef {{ resolve: (reply: Reply) => void, reject: (error: Error) => void }} Waiting */

/** A connection to Valkey or Redis OSS, as far as sessions need it (Valkey documentation, RESP protocol, version 2). */
export class CacheConnection {
  /** Those who wait for a reply, in the order of their commands. @type {Waiting[]} */
  #waiting = [];
  #received = Buffer.alloc(0);

  /**
   * @param {import('node:net').Socket} socket
   * @param {() => void} onClose
   */
  constructor(socket, onClose) {
    this.socket = socket;
    socket.setTimeout(0);
    socket.on('data', (/** @type {Buffer} */ bytes) => this.#read(bytes));
    socket.on('error', () => {});
    socket.once('close', () => {
      onClose();
      for (const { reject } of this.#waiting.splice(0)) reject(new CacheUnavailable('the cache', undefined));
    });
  }

  /**
   * One command.
   *
   * @param {string[]} command
   * @returns {Promise<Reply>}
   */
  send(...command) {
    if (this.socket.destroyed) return Promise.reject(new CacheUnavailable('the cache', undefined));
    const parts = command.map((text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`);
    // A reply that is late would be taken for the one of the next command.
    const timer = setTimeout(() => this.socket.destroy(), timeoutMs);
    /** @type {Promise<Reply>} */
    const reply = new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.socket.write(`*${command.length}\r\n${parts.join('')}`);
    return reply.finally(() => clearTimeout(timer));
  }

  close() {
    this.socket.end();
  }

  /** @param {Buffer} bytes */
  #read(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    // Nothing after what is no reply can be told from replies: the connection ends.
    if (this.socket.destroyed) return;
    for (let found = readReply(this.#received); found; found = readReply(this.#received)) {
      this.#received = this.#received.subarray(found.length);
      if (Number.isNaN(found.length)) return void this.socket.destroy();
      const waiting = this.#waiting.shift();
      if (found.reply instanceof Error) waiting?.reject(found.reply);
      else waiting?.resolve(found.reply);
    }
  }
}

/**
 * The first reply, once all of it has arrived.
 *
 * @param {Buffer} bytes
 * @returns {{ reply: Reply | Error, length: number } | undefined} of what is none, no length
 */
function readReply(bytes) {
  const end = bytes.indexOf('\r\n');
  if (end < 0) return undefined;
  const [kind, text] = [String.fromCharCode(bytes[0] ?? 0), bytes.toString('utf8', 1, end)];
  const length = end + 2;
  if (kind === '+') return { reply: text, length };
  if (kind === '-') return { reply: new Error(text), length };
  if (kind === ':') return { reply: Number(text), length };
  if (kind !== '$' || !/^(-1|\d+)$/.test(text)) return { reply: null, length: NaN };
  const size = Number(text);
  if (size < 0) return { reply: null, length };
  if (bytes.length < length + size + 2) return undefined;
  return { reply: bytes.toString('utf8', length, length + size), length: length + size + 2 };
}
