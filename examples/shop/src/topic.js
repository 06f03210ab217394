import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { clientOptions } from './client-options.js';

/** An SNS topic, to one that publishes. */
export class Topic {
  /**
   * @param {string} arn
   * @param {string} region
   */
  constructor(arn, region) {
    this.arn = arn;
    this.client = new SNSClient(clientOptions(region));
  }

  /** @param {unknown} message as JSON */
  async publish(message) {
    await this.client.send(new PublishCommand({ TopicArn: this.arn, Message: JSON.stringify(message) }));
  }

  close() {
    this.client.destroy();
  }
}
