import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { clientOptions } from './client-options.js';

/** Mail of the shop, by SES. What is sent to an address that bounced or complained, SES does not send: it is on the account's suppression list. */
export class Mail {
  /** @param {import('./environment.js').MailSettings} settings */
  constructor({ from, configurationSet, region }) {
    this.from = from;
    this.configurationSet = configurationSet;
    this.client = new SESv2Client(clientOptions(region, { requestTimeout: 5_000 }));
  }

  /** @param {{ to: string, subject: string, text: string }} message */
  async send({ to, subject, text }) {
    const part = (/** @type {string} */ content) => ({ Data: content, Charset: 'UTF-8' });
    await this.client.send(
      new SendEmailCommand({
        FromEmailAddress: this.from,
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: part(subject), Body: { Text: part(text) } } },
        ConfigurationSetName: this.configurationSet,
      }),
    );
  }

  close() {
    this.client.destroy();
  }
}
