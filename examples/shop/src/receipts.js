import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { clientOptions } from './client-options.js';

/** The receipts of orders, in a DynamoDB table with the partition key `orderId`. */
export class Receipts {
  /**
   * @param {string} table
   * @param {string} region
   */
  constructor(table, region) {
    this.table = table;
    this.client = new DynamoDBClient(clientOptions(region));
  }

  /**
   * Writes the receipt of an order, once: the second time it does nothing.
   *
   * @param {import('./announcement.js').PlacedOrder} order
   * @returns {Promise<{ isFirst: boolean, isConfirmed: boolean }>} whether it was the first time, and whether the customer was written to already
   */
  async write({ id, customerId, totalCents }) {
    const receipt = {
      ...{ orderId: { S: id }, customerId: { S: customerId } },
      ...{ totalCents: { N: String(totalCents) }, writtenAt: { S: new Date().toISOString() } },
    };
    const once = /** @type {const} */ ({
      ConditionExpression: 'attribute_not_exists(orderId)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await this.client.send(new PutItemCommand({ TableName: this.table, Item: receipt, ...once }));
      return { isFirst: true, isConfirmed: false };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { isFirst: false, isConfirmed: error.Item?.confirmedAt !== undefined };
    }
  }

  /**
   * Begins to write to the customer of an order, if nobody else does: of two messages about it, one at a time.
   *
   * @param {string} orderId
   * @returns {Promise<boolean>} false where somebody has begun, and has not failed within half a minute
   */
  async beginConfirmation(orderId) {
    const [now, ago] = [Date.now(), Date.now() - 30_000];
    try {
      await this.#update(orderId, {
        UpdateExpression: 'SET confirmingAt = :now',
        ConditionExpression:
          'attribute_not_exists(confirmedAt) AND (attribute_not_exists(confirmingAt) OR confirmingAt < :ago)',
        ExpressionAttributeValues: { ':now': { N: String(now) }, ':ago': { N: String(ago) } },
      });
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Notes that the customer was written to. @param {string} orderId */
  async endConfirmation(orderId) {
    const now = { ':now': { S: new Date().toISOString() } };
    await this.#update(orderId, { UpdateExpression: 'SET confirmedAt = :now', ExpressionAttributeValues: now });
  }

  /** Lets another try begin at once. @param {string} orderId */
  async failConfirmation(orderId) {
    await this.#update(orderId, { UpdateExpression: 'REMOVE confirmingAt' });
  }

  /**
   * @param {string} orderId
   * @param {Pick<import('@aws-sdk/client-dynamodb').UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>} update
   */
  async #update(orderId, update) {
    await this.client.send(
      new UpdateItemCommand({ TableName: this.table, Key: { orderId: { S: orderId } }, ...update }),
    );
  }

  close() {
    this.client.destroy();
  }
}
