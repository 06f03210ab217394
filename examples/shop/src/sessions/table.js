import { signedHeaders } from '../signature.js';
import { Unavailable } from '../unavailable.js';

/** What a second attempt may get an answer to (Amazon DynamoDB developer guide, Error handling). */
const passing = /Throttl|ThroughputExceeded|RequestLimitExceeded|InternalServerError|ServiceUnavailable/;
const attempts = 2;
const timeoutMs = 2_000;

/** DynamoDB does not answer, or has no capacity left. */
export class TableUnavailable extends Unavailable {}

/**
 * Sessions in a DynamoDB table with the partition key `id`, which deletes items some time after `expiresAt`.
 *
 * @param {import('../environment.js').TableSettings} settings
 * @param {import('../signature.js').GetCredentials} credentials
 * @param {typeof fetch} [request]
 * @returns {import('../sessions.js').SessionStore}
 */
export function sessionsInTable({ name, region, endpoint }, credentials, request = fetch) {
  /** @param {string} operation @param {Record<string, unknown>} input */
  const call = async (operation, input) => {
    const body = JSON.stringify({ TableName: name, ...input });
    const { host } = new URL(endpoint);
    const headers = {
      ...{ host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
    };
    const signed = signedHeaders({ headers, body }, { region, service: 'dynamodb', ...(await credentials()) });
    const response = await request(endpoint, {
      ...{ method: 'POST', headers: signed, body, signal: AbortSignal.timeout(timeoutMs) },
    });
    const answer = /** @type {any} */ (await response.json().catch(() => ({})));
    if (response.ok) return answer;
    // `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException`
    const problem = new Error(`${response.status} ${String(answer.__type ?? '').replace(/^.*#/, '')}`);
    const mayPass = response.status >= 500 || passing.test(problem.message);
    throw mayPass ? new TableUnavailable('the table', problem) : problem;
  };
  /** @type {typeof call} */
  const ask = async (operation, input) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call(operation, input);
      } catch (error) {
        // What fetch throws is that there was no answer.
        const isPassing = error instanceof TableUnavailable || isOfNetwork(error);
        if (!isPassing) throw error;
        if (attempt >= attempts)
          throw error instanceof TableUnavailable ? error : new TableUnavailable('the table', error);
      }
    }
  };
  /** @param {string} id */
  const key = (id) => ({ id: { S: id } });
  /** @type {import('../sessions.js').SessionStore['get']} */
  const get = async (id) => {
    // Who has just signed in is known at once.
    const { Item } = await ask('GetItem', { Key: key(id), ConsistentRead: true });
    return Item && { customerId: Item.customerId.S, expiresAt: Number(Item.expiresAt.N) };
  };
  return {
    async put(id, { customerId, expiresAt }) {
      const Item = { ...key(id), customerId: { S: customerId }, expiresAt: { N: String(expiresAt) } };
      await ask('PutItem', { Item });
    },
    get,
    async delete(id) {
      await ask('DeleteItem', { Key: key(id) });
    },
    check: () => get('ready?'),
  };
}

/** @param {unknown} error */
function isOfNetwork(error) {
  return error instanceof TypeError || (error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name));
}
