import { matching, text, type Prop } from '../props';
import { addressPattern } from './address-pattern';

const source = 'SES API reference v2, SendEmail, FromEmailAddress';

/** An email address without a display name, its domain in lower case. It becomes part of policies. */
export const emailAddress: Prop<string> = matching(
  new RegExp(`^${addressPattern}$`),
  'an email address, such as orders@shop.example.com',
  { structure: true, source },
);

/** `Shop <orders@shop.example.com>`, or the address alone. SES requires ASCII. */
export const fromAddress: Prop<string> = text(
  'an email address, alone or as in Shop <orders@shop.example.com>',
  (value) => new RegExp(`^(${addressPattern}|[\\w .'-]{1,64} <${addressPattern}>)$`).test(value),
  { structure: true, source },
);
