import { createHmac, randomUUID } from 'node:crypto';
import { Customer } from './use';

/** What the carrier tells the shop of a parcel. */
export const parcel = JSON.stringify({ orderId: randomUUID(), status: 'delivered' });

/** Signed as the carrier does. */
export function signedBy(key: string, body = parcel): Record<string, string> {
  return { 'x-carrier-signature': createHmac('sha256', key).update(body).digest('hex') };
}

/** Tells the shop of a parcel, as the carrier does: the status of the answer, and the code of its error. */
export async function tellOfParcel(
  { url }: { readonly url: string },
  headers: Record<string, string>,
  body = parcel,
): Promise<[status: number, code: string | undefined]> {
  const { status, body: answer } = await new Customer(url).send('POST', '/api/parcels', body, headers);
  return [status, answer?.error?.code];
}
