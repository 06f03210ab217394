import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { HttpError } from './http/error.js';

/** OWASP password storage cheat sheet, scrypt: of its settings of equal strength the one that takes 16 MiB. */
const cost = { N: 2 ** 14, r: 8, p: 5, maxmem: 32 * 2 ** 20 };
const keyBytes = 32;
/** Each takes a core for a fifth of a second, and one of the four threads that look up host names too: some have to stay free. */
const maxAtOnce = 2;
/** The next one would wait longer than a customer does. */
const maxWaiting = 8;
let running = 0;
/** @type {(() => void)[]} */
const waiting = [];

/** @param {string} password */
export async function hashPassword(password) {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `scrypt:${salt.toString('base64url')}:${key.toString('base64url')}`;
}

/**
 * Takes as long where there is no hash, so that time does not tell who has an account.
 *
 * @param {string} password
 * @param {string | undefined} hash
 */
export async function isPassword(password, hash) {
  const [, salt = '', key = ''] = (hash ?? '').split(':');
  const expected = Buffer.from(key, 'base64url');
  const found = await derive(password, Buffer.from(salt, 'base64url'));
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/**
 * @param {string} password
 * @param {Buffer} salt
 * @returns {Promise<Buffer>}
 */
async function derive(password, salt) {
  await turn();
  try {
    return await new Promise((resolve, reject) =>
      scrypt(password.normalize('NFKC'), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key))),
    );
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** @returns {Promise<void>} */
async function turn() {
  if (waiting.length >= maxWaiting) {
    throw new HttpError(503, 'busy', 'Too many sign-ins at once. Try again.', { headers: { 'retry-after': '1' } });
  }
  if (running >= maxAtOnce) return new Promise((resolve) => void waiting.push(resolve));
  running += 1;
}
