import { listProducts } from './catalogue.js';
import { emailOf } from './customers.js';
import { readJson } from './http/body.js';
import { endedCookie, sessionCookie, sessionToken } from './http/cookie.js';
import { HttpError } from './http/error.js';
import { newOrder, ordersOf, placeOrder } from './orders.js';
import { checkSignature, parcelMoved } from './parcels.js';
import { findThumbnail, findUpload, newUpload, startUpload } from './uploads.js';
import { validated } from './validation.js';

/**
 * @typedef {object} Asked
 * @property {import('node:http').IncomingMessage} request
 * @property {URLSearchParams} query
 * @property {Readonly<Record<string, string>>} parameters of the path
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {unknown} [body] as JSON
 * @property {Readonly<Record<string, string | string[]>>} [headers]
 */

/** @typedef {(asked: Asked) => Promise<Answer>} Handler */

/**
 * What the application answers, by method and path.
 *
 * @param {object} parts
 * @param {import('./database.js').Database} parts.database
 * @param {import('./bucket.js').Bucket} parts.bucket
 * @param {import('./topic.js').Topic} [parts.placed] is told of each order
 * @param {import('./events.js').Events} parts.events
 * @param {import('./secret.js').Secret} [parts.carrier] what the carrier signs with; without it, nothing is taken from the carrier
 * @param {import('./receipt-files.js').ReceiptFiles} [parts.receipts] what the worker writes; without them, nobody reads any
 * @param {readonly import('./sign-in.js').SignIn[]} parts.signIns
 * @param {import('./sessions.js').Sessions} parts.sessions
 * @param {number} parts.sessionHours
 * @param {() => Promise<{ isReady: boolean, parts: Record<string, string> }>} parts.readiness
 * @returns {Readonly<Record<string, Handler>>}
 */
export function createRoutes({
  database,
  bucket,
  placed,
  events,
  carrier,
  receipts,
  signIns,
  sessions,
  sessionHours,
  readiness,
}) {
  /** @param {(asked: Asked, customerId: string) => Promise<Answer>} handler @returns {Handler} */
  const signedIn = (handler) => async (asked) => {
    const token = sessionToken(asked.request);
    const customerId = token && (await sessions.customerOf(token));
    if (!customerId) throw new HttpError(401, 'not_signed_in', 'Sign in first.');
    return handler(asked, customerId);
  };
  const startSession = async (/** @type {string} */ customerId) => ({
    cookie: sessionCookie(await sessions.start(customerId), sessionHours),
  });

  return {
    'GET /healthz': async () => ({ status: 200, body: { status: 'ok' } }),
    'GET /readyz': async () => {
      const { isReady, parts } = await readiness();
      return { status: isReady ? 200 : 503, body: parts };
    },
    ...Object.assign({}, ...signIns.map(({ routes }) => routes(startSession))),
    'GET /api/session': signedIn(async (_asked, customerId) => ({ status: 200, body: { customerId } })),
    'DELETE /api/session': async ({ request }) => {
      const token = sessionToken(request);
      if (token) await sessions.end(token);
      return { status: 204, headers: { 'set-cookie': endedCookie } };
    },
    'GET /api/products': async ({ query }) => ({ status: 200, body: await listProducts(database, query) }),
    'POST /api/orders': signedIn(async ({ request }, customerId) => {
      const { items } = validated(newOrder, await readJson(request));
      const key = idempotencyKey(request);
      const { order, isNew } = await placeOrder(database, { customerId, key, items });
      // Also of one that was placed before: the client that sends it again may have heard no answer because this failed.
      const detail = { id: order.id, customerId, totalCents: order.totalCents };
      await placed?.publish({ ...detail, email: await emailOf(database, customerId) });
      await events.publish({ type: 'order.placed', detail });
      return { status: isNew ? 201 : 200, body: order };
    }),
    'GET /api/orders': signedIn(async (_asked, customerId) => ({
      status: 200,
      body: { orders: await ordersOf(database.query, customerId) },
    })),
    ...(receipts && {
      'GET /api/orders/:id/receipt': signedIn(async ({ parameters }, customerId) => ({
        status: 200,
        body: { receipt: await receipts.read(customerId, parameters.id ?? '') },
      })),
    }),
    ...(carrier && {
      'POST /api/parcels': async (/** @type {Asked} */ { request }) => {
        const body = await readJson(request, (bytes) => checkSignature(request, bytes, carrier));
        await events.publish({ type: 'parcel.moved', detail: validated(parcelMoved, body) });
        return { status: 202 };
      },
    }),
    'POST /api/uploads': signedIn(async ({ request }, customerId) => {
      const upload = validated(newUpload, await readJson(request));
      return { status: 201, body: await startUpload(bucket, customerId, upload) };
    }),
    'GET /api/uploads/:name': signedIn(async ({ parameters }, customerId) => ({
      status: 200,
      body: await findUpload(bucket, customerId, parameters.name ?? ''),
    })),
    'GET /api/uploads/:name/thumbnail': signedIn(async ({ parameters }, customerId) => ({
      status: 200,
      body: await findThumbnail(bucket, customerId, parameters.name ?? ''),
    })),
  };
}

/** @param {import('node:http').IncomingMessage} request */
function idempotencyKey({ headers }) {
  const key = String(headers['idempotency-key'] ?? '');
  if (/^[A-Za-z0-9_-]{16,64}$/.test(key)) return key;
  const problems = ['Idempotency-Key: expected a header of 16 to 64 of A-Z, a-z, 0-9, _ and -, new for each order'];
  throw new HttpError(400, 'invalid', 'The request is not valid.', { problems });
}
