import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { StartedFunction } from './functions';
import type { Platform } from './platform';
import type { Customer } from './use';

/** What S3 sends to a function (S3 user guide, Event message structure). */
export function objectEvent(bucket: string, ...keys: readonly string[]) {
  return {
    Records: keys.map((key) => ({
      ...{ eventVersion: '2.3', eventSource: 'aws:s3', awsRegion: 'eu-west-1', eventName: 'ObjectCreated:Put' },
      eventTime: '2027-01-31T10:20:30.000Z',
      s3: {
        ...{ s3SchemaVersion: '1.0', configurationId: 'thumbnails' },
        bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
        // Spaces are `+` there.
        object: { key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'), size: 1 },
      },
    })),
  };
}

/** An image that a camera turned, whose metadata has a place. */
export const turned = readFileSync(resolve('test/examples/shop/images/turned.jpg'));

/** A customer's image has its thumbnail once S3 has told the function of it, and only once. */
export async function useThumbnails(thumbnails: StartedFunction, bucket: string, customer: Customer): Promise<void> {
  const name = await customer.upload(turned, 'image/jpeg');
  await customer.get(`/api/uploads/${name}/thumbnail`, 404);
  const { customerId } = await customer.get('/api/session');
  const event = objectEvent(bucket, `uploads/${customerId}/${name}`);
  await thumbnails.invoke(event);
  const response = await customer.thumbnail(name);
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/webp']);
  assert.deepEqual(sizeOfWebp(Buffer.from(await response.arrayBuffer())), [200, 320]);
  await thumbnails.invoke(event);
  const [first, second] = thumbnails.logs.slice(-2);
  assert.equal(first?.message, 'thumbnail written');
  assert.deepEqual([second?.message, second?.why], ['skipped', 'it is there already']);
}

/** The report has the orders of the day before it was due, however often it is run. */
export async function useReport(
  report: StartedFunction,
  { postgres }: Platform,
  eventAt: (due: string) => unknown = (at) => ({ at }),
): Promise<void> {
  const [day, orders, total] = (
    await postgres.sql(
      `select (placed_at at time zone 'UTC')::date, count(distinct orders.id), sum(quantity * price_cents)
         from shop.orders join shop.order_items on order_id = orders.id group by 1 order by 1 limit 1`,
    )
  ).split('|');
  const nextDay = new Date(Date.parse(day!) + 86_400_000).toISOString();
  for (const at of [nextDay, nextDay]) await report.invoke(eventAt(at.replace('.000', '')));
  const found = await postgres.sql('select day, orders, total_cents from shop.daily_reports');
  assert.equal(found, [day, orders, total].join('|'));
}

/** Width and height (WebP container specification, and RFC 6386, 9.1). */
export function sizeOfWebp(bytes: Buffer): [width: number, height: number] {
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8X') return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1];
  assert.equal(kind, 'VP8 ');
  return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
}
