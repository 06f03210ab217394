import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { clientOptions } from '../client-options.js';
import { Unavailable } from '../unavailable.js';

/** DynamoDB does not answer, or has no capacity left. */
export class TableUnavailable extends Unavailable {}

/**
 * Sessions in a DynamoDB table with the partition key `id`, which deletes items some time after `expiresAt`.
 *
 * @param {import('../environment.js').TableSettings} settings
 * @returns {import('../sessions.js').SessionStore}
 */
export function sessionsInTable({ name, region }) {
  const client = new DynamoDBClient(clientOptions(region, { maxAttempts: 2 }));
  /** @param {string} id */
  const itemOf = (id) => ({ TableName: name, Key: { id: { S: id } } });
  /** @type {import('../sessions.js').SessionStore['get']} */
  const get = async (id) => {
    // Who has just signed in is known at once.
    const { Item } = await answered(client.send(new GetItemCommand({ ...itemOf(id), ConsistentRead: true })));
    return Item && { customerId: Item.customerId?.S ?? '', expiresAt: Number(Item.expiresAt?.N) };
  };
  return {
    async put(id, { customerId, expiresAt }) {
      const Item = { id: { S: id }, customerId: { S: customerId }, expiresAt: { N: String(expiresAt) } };
      await answered(client.send(new PutItemCommand({ TableName: name, Item })));
    },
    get,
    async delete(id) {
      await answered(client.send(new DeleteItemCommand(itemOf(id))));
    },
    check: () => get('ready?'),
    close: () => client.destroy(),
  };
}

/**
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T>}
 */
function answered(answer) {
  return answer.catch((error) => {
    // What the SDK has tried again already, and a later request may get an answer to.
    const mayPass = isThrottlingError(error) || isTransientError(error) || isServerError(error);
    throw mayPass ? new TableUnavailable('the table', error) : error;
  });
}
