import { matching, text, type Prop } from '../props';

const address = String.raw`(?=[^@]{1,64}@)[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}`;
const source = 'SES API reference v2, SendEmail, FromEmailAddress';

/** An email address without a display name, its domain in lower case. It becomes part of policies. */
export const emailAddress: Prop<string> = matching(
  new RegExp(`^${address}$`),
  'an email address, such as orders@shop.example.com',
  { structure: true, source },
);

/** `Shop <orders@shop.example.com>`, or the address alone. SES requires ASCII. */
export const fromAddress: Prop<string> = text(
  'an email address, alone or as in Shop <orders@shop.example.com>',
  (value) => new RegExp(`^(${address}|[\\w .'-]{1,64} <${address}>)$`).test(value),
  { structure: true, source },
);

/** What follows the @ of `orders@shop.example.com`, or of `Shop <orders@shop.example.com>`. */
export function domainOfAddress(from: string): string {
  return /@([^>]*)/.exec(from)?.[1] ?? '';
}
