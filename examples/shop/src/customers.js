import { hashPassword, isPassword } from './passwords.js';
import { HttpError } from './http/error.js';
import { object, text } from './validation.js';

/** Its form only: whether it is somebody's, only a message to it can tell. */
const email = text(
  'an email address of at most 254 characters',
  (value) => /^[^\s@]{1,64}@[^\s@]+\.[^\s@.]+$/.test(value) && value.length <= 254,
);
/** NIST SP 800-63B, 5.1.1.2: a length, and no rules for what is in it. */
const password = text('a password of 12 to 200 characters', (value) => value.length >= 12 && value.length <= 200);

export const credentials = object({ email, password });

/**
 * @param {import('./database.js').Database} database
 * @param {{ email: string, password: string }} credentials
 * @returns {Promise<string>} the new customer's id
 */
export async function addCustomer(database, { email, password }) {
  const hash = await hashPassword(password);
  const [customer] = await database.query(
    'insert into shop.customers (email, password_hash) values ($1, $2) on conflict (lower(email)) do nothing returning id',
    [email, hash],
  );
  if (!customer) throw new HttpError(409, 'email_taken', 'There is an account with this email address.');
  return customer.id;
}

/**
 * @param {import('./database.js').Database} database
 * @param {{ email: string, password: string }} credentials
 * @returns {Promise<string>} the customer's id
 */
export async function signIn(database, { email, password }) {
  const [customer] = await database.query(
    'select id, password_hash from shop.customers where lower(email) = lower($1)',
    [email],
  );
  if (await isPassword(password, customer?.password_hash ?? undefined)) return customer?.id;
  throw new HttpError(401, 'wrong_credentials', 'Email address or password is wrong.');
}

/**
 * The customer who somebody of a user pool is; a new one the first time.
 *
 * @param {import('./database.js').Database} database
 * @param {{ issuer: string, subject: string, email: string }} identity whose address the pool has confirmed
 * @returns {Promise<string>} the customer's id
 * @throws {HttpError} 409, where another account has the address: the shop has not confirmed whose that is
 */
export async function customerOfIdentity(database, { issuer, subject, email }) {
  const find = 'select id from shop.customers where issuer = $1 and subject = $2';
  const [known] = await database.query(find, [issuer, subject]);
  if (known) return known.id;
  const [added] = await database.query(
    'insert into shop.customers (email, issuer, subject) values ($1, $2, $3) on conflict do nothing returning id',
    [email, issuer, subject],
  );
  // Another request may have been first.
  const [customer] = added ? [added] : await database.query(find, [issuer, subject]);
  if (!customer) throw new HttpError(409, 'email_taken', 'There is an account with this email address.');
  return customer.id;
}

/**
 * The address that a customer is written to.
 *
 * @param {import('./database.js').Database} database
 * @param {string} customerId
 * @returns {Promise<string | undefined>} nothing of a customer who is gone, and of one whom mail does not reach
 */
export async function emailOf(database, customerId) {
  const [customer] = await database.query(
    'select email from shop.customers where id = $1 and mail_refused_at is null',
    [customerId],
  );
  return customer?.email;
}

/**
 * Notes that mail to these addresses is refused.
 *
 * @param {import('./database.js').Database} database
 * @param {readonly string[]} addresses
 * @returns {Promise<number>} of how many customers it was not noted yet
 */
export async function refuseMail(database, addresses) {
  const noted = await database.query(
    `update shop.customers set mail_refused_at = now()
      where lower(email) = any($1) and mail_refused_at is null returning 1`,
    [addresses.map((address) => address.toLowerCase())],
  );
  return noted.length;
}
