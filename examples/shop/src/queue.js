import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { clientOptions } from './client-options.js';

/** What SQS keeps the connection open for while there is no message: its longest (SQS API reference, ReceiveMessage, WaitTimeSeconds). */
const waitSeconds = 20;

/**
 * A message that was received, and is hidden from others for the queue's visibility timeout.
 *
 * @typedef {object} Message
 * @property {string} id as SQS logs it
 * @property {string} body
 * @property {number} receives how often it was received, this time among them
 * @property {string} receipt what it is deleted by
 */

/** An SQS queue, to one that takes its messages. */
export class Queue {
  /**
   * @param {string} url
   * @param {string} region
   */
  constructor(url, region) {
    this.url = url;
    this.client = new SQSClient({
      ...clientOptions(region, { requestTimeout: (waitSeconds + 5) * 1_000 }),
      // Where the SDK is told of another endpoint, that is where the queue is.
      useQueueUrlAsEndpoint: false,
    });
  }

  /**
   * Up to ten messages; none where there was none for a while.
   *
   * @param {AbortSignal} signal ends the wait
   * @returns {Promise<Message[]>}
   */
  async receive(signal) {
    const asked = new ReceiveMessageCommand({
      ...{ QueueUrl: this.url, MaxNumberOfMessages: 10, WaitTimeSeconds: waitSeconds },
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    });
    const { Messages = [] } = await this.client.send(asked, { abortSignal: signal });
    return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '', Attributes }) => ({
      ...{ id: MessageId, body: Body, receipt: ReceiptHandle },
      receives: Number(Attributes?.ApproximateReceiveCount ?? 1),
    }));
  }

  /** Deletes a message whose work is done. @param {Message} message */
  async delete({ receipt }) {
    await this.client.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle: receipt }));
  }

  /** Shows a message to all consumers again, after a while. @param {Message} message @param {number} seconds */
  async giveBack({ receipt }, seconds) {
    const asked = { QueueUrl: this.url, ReceiptHandle: receipt, VisibilityTimeout: seconds };
    await this.client.send(new ChangeMessageVisibilityCommand(asked));
  }

  close() {
    this.client.destroy();
  }
}
