import { z } from 'zod';
import { isEmailAddress } from '../../modules/mail/address-pattern';
import { domain } from './domain';
import { fields, oneOf, protection, text } from './field';

/** An address without a name in front, its domain in lower case: `orders@shop.example.com`. */
export const address = text('an email address such as orders@shop.example.com', isEmailAddress);

/** What it sends mail from by SES; `none` where it sends none. */
export const mail = z.union(
  [
    z.literal('none'),
    fields({
      /** What addresses end with: the public zone or a domain below it, `shop.example.com`. Another one is another identity. */
      from: domain,
      /** What receivers do with mail in its name that SES did not sign: `quarantine`, they treat it as suspicious; `reject`, they refuse it. */
      dmarc: oneOf(['quarantine', 'reject']),
      /** Where receivers send a daily report; or `none`. Another domain has to accept the reports in a record of its own. */
      dmarcReportsTo: text(
        'an email address such as dmarc@shop.example.com, or "none"',
        (value) => value === 'none' || isEmailAddress(value),
      ),
      /** Whether Terraform refuses to destroy the identity, the configuration set and the queue of events. */
      deletionProtection: protection(),
    }),
  ],
  { error: () => '"none" or an object of from, dmarc, dmarcReportsTo, deletionProtection' },
);
