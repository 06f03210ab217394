import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

/** The receipts of orders, in a DynamoDB table with the partition key `orderId`. */
export class Receipts {
  /**
   * @param {string} table
   * @param {string} region
   */
  constructor(table, region) {
    this.table = table;
    this.client = new DynamoDBClient({
      region,
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
    });
  }

  /**
   * Writes the receipt of an order, once: the second time it does nothing.
   *
   * @param {import('./announcement.js').PlacedOrder} order
   * @returns {Promise<boolean>} whether it was the first time
   */
  async write({ id, customerId, totalCents }) {
    const receipt = {
      ...{ orderId: { S: id }, customerId: { S: customerId } },
      ...{ totalCents: { N: String(totalCents) }, writtenAt: { S: new Date().toISOString() } },
    };
    const once = { ConditionExpression: 'attribute_not_exists(orderId)' };
    try {
      await this.client.send(new PutItemCommand({ TableName: this.table, Item: receipt, ...once }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  close() {
    this.client.destroy();
  }
}
