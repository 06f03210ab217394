import { arn, matching, reference } from '../props';
import { domainName } from '../zone/domain-name';

/** A domain that another stack made ready to send: `Mail.import` grants in this one. */
export interface MailRef {
  /** The name of the configuration set, known at synthesis: `prod-shop`. */
  readonly name: string;
  /** What addresses end with, known at synthesis: `shop.example.com`. */
  readonly domain: string;
  readonly identityArn: string;
  readonly configurationSetArn: string;
}

export const mailRef = reference<MailRef>('a mail domain', {
  name: matching(/^[\w-]{1,64}$/, '1 to 64 letters, digits, _ and -', {
    structure: true,
    source: 'SES API reference v2, CreateConfigurationSet, ConfigurationSetName',
  }),
  domain: domainName,
  identityArn: arn('an identity of SES', 'ses', /^identity\/[\w.-]+$/),
  configurationSetArn: arn('a configuration set of SES', 'ses', /^configuration-set\/[\w-]{1,64}$/),
});
