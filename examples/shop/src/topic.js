import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

/** An SNS topic, to one that publishes. */
export class Topic {
  /**
   * @param {string} arn
   * @param {string} region
   */
  constructor(arn, region) {
    this.arn = arn;
    this.client = new SNSClient({
      region,
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
    });
  }

  /** @param {unknown} message as JSON */
  async publish(message) {
    await this.client.send(new PublishCommand({ TopicArn: this.arn, Message: JSON.stringify(message) }));
  }

  close() {
    this.client.destroy();
  }
}
