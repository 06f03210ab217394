/** An email address without a display name, its domain in lower case (SES API reference v2, SendEmail, FromEmailAddress). */
export const addressPattern = String.raw`(?=[^@]{1,64}@)[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}`;

const whole = new RegExp(`^${addressPattern}$`);
export const isEmailAddress = (value: string) => whole.test(value);

/** What follows the @ of `orders@shop.example.com`, or of `Shop <orders@shop.example.com>`. */
export function domainOfAddress(from: string): string {
  return /@([^>]*)/.exec(from)?.[1] ?? '';
}
