import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { describeWhere } from '../../support/describe-where';
import { freePort } from '../../support/free-port';
import {
  Customer,
  missingForShop,
  objectEvent,
  sizeOfWebp,
  startLocalPlatform,
  useReport,
  useThumbnails,
  type FunctionName,
  type LocalPlatform,
  type StartedFunction,
} from '../../support/shop';

jest.setTimeout(60_000);

const image = (name: string) => readFileSync(join(__dirname, 'images', name));

describeWhere(missingForShop === '', 'the functions, on an AWS emulator', missingForShop, () => {
  let platform: LocalPlatform;
  let customer: Customer;
  let zips: Readonly<Record<FunctionName, string>>;
  let thumbnails: StartedFunction;
  const bucket = () => platform.environment.BUCKET_UPLOADS!;
  const hashes = () => Object.values(zips).map((zip) => createHash('sha256').update(readFileSync(zip)).digest('hex'));

  beforeAll(async () => {
    platform = await startLocalPlatform();
    await platform.run('src/migrate.js');
    zips = await platform.buildFunctions();
    thumbnails = await platform.startFunction(zips.thumbnails, {
      handler: 'index.handler',
      environment: { BUCKET_UPLOADS: bucket() },
    });
    customer = new Customer((await platform.start({ PORT: String(await freePort()) })).url);
    await customer.signUp();
  }, 180_000);
  afterAll(() => platform?.end());

  /** Puts an object, whatever it is, and has S3 tell of it. */
  const put = async (name: string, bytes: Buffer) => {
    const key = `uploads/${randomUUID()}/${name}`;
    const { status } = await s3('PUT', key, bytes);
    expect(status).toBe(200);
    return key;
  };
  const s3 = (method: string, key: string, body?: Buffer) =>
    fetch(new URL(`/${bucket()}/${encodeURI(key)}`, platform.emulator.proxy.url), {
      ...{ method, body: body && new Uint8Array(body) },
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/20250101/eu-west-1/s3/aws4_request, Signature=none' },
    });
  const thumbnailOf = (key: string) => s3('GET', key.replace('uploads/', 'thumbnails/').replace(/\w+$/, 'webp'));
  const told = async (...keys: readonly string[]) => {
    const before = thumbnails.logs.length;
    await thumbnails.invoke(objectEvent(bucket(), ...keys));
    return thumbnails.logs.slice(before).map(({ message, why }) => why ?? message);
  };

  test('are the same bytes each time they are built', async () => {
    const before = hashes();
    zips = await platform.buildFunctions();
    expect(hashes()).toEqual(before);
  });

  test('an image has its thumbnail, once, and its customer reads it', async () => {
    await useThumbnails(thumbnails, bucket(), customer);
  });

  test('a thumbnail has no metadata, and of the same image is the same', async () => {
    const keys = [await put('one.jpg', image('turned.jpg')), await put('a copy.jpg', image('turned.jpg'))];
    expect(image('turned.jpg').includes('A camera')).toBe(true);
    expect(await told(...keys)).toEqual(['thumbnail written', 'thumbnail written']);
    const [one, copy] = await Promise.all(
      keys.map(async (key) => Buffer.from(await (await thumbnailOf(key)).arrayBuffer())),
    );
    expect(one!.includes('EXIF') || one!.includes('A camera')).toBe(false);
    expect(one!.equals(copy!)).toBe(true);
  });

  test.each([
    ['transparent.png', [320, 320]],
    ['small.webp', [100, 50]],
  ])('%s fits into 320 pixels and is never enlarged', async (name, size) => {
    const key = await put(name, image(name));
    expect(await told(key)).toEqual(['thumbnail written']);
    expect(sizeOfWebp(Buffer.from(await (await thumbnailOf(key)).arrayBuffer()))).toEqual(size);
  });

  test('another image under the same key has another thumbnail', async () => {
    const key = await put('one.png', image('transparent.png'));
    await told(key);
    await s3('PUT', key, image('small.webp'));
    expect(await told(key)).toEqual(['thumbnail written']);
    expect(sizeOfWebp(Buffer.from(await (await thumbnailOf(key)).arrayBuffer()))).toEqual([100, 50]);
  });

  describe('what can never have a thumbnail is skipped, without another try', () => {
    test.each<[string, string, Buffer, string]>([
      ['a document', 'bill.pdf', Buffer.from('%PDF-1.7'), 'no image, by its name'],
      ['a document with the name of an image', 'bill.jpg', Buffer.from('%PDF-1.7'), 'it cannot be decoded'],
      ['another format', 'picture.png', image('picture.gif'), 'it cannot be decoded'],
      ['an image that is cut off', 'half.jpg', image('turned.jpg').subarray(0, 2000), 'it cannot be decoded'],
      ['an empty object', 'empty.png', Buffer.alloc(0), 'it cannot be decoded'],
      ['what is too large', 'large.jpg', Buffer.alloc(10 * 1024 * 1024 + 1), 'larger than 10485760 bytes'],
      ['many pixels in few bytes', 'many.png', png(30_000, 30_000), 'found 30000 × 30000'],
    ])('%s', async (_, name, bytes, why) => {
      const key = await put(name, bytes);
      expect(await told(key)).toEqual([expect.stringContaining(why)]);
      expect((await thumbnailOf(key)).status).not.toBe(200);
    });

    test('what is gone', async () => {
      expect(await told(`uploads/${randomUUID()}/gone.jpg`)).toEqual(['it is gone']);
    });
  });

  test('one that fails has the invocation fail, so that it is tried again, and holds up no other', async () => {
    const key = await put('one.jpg', image('turned.jpg'));
    const { Records: good } = objectEvent(bucket(), key);
    const { Records: bad } = objectEvent('another-bucket', key);
    await expect(thumbnails.invoke({ Records: [...bad, ...good] })).rejects.toThrow('1 of 2 thumbnails failed');
    expect((await thumbnailOf(key)).status).toBe(200);
    expect(await told(key)).toEqual(['it is there already']);
  });

  test('the log says nothing of whose they are', () => {
    const text = JSON.stringify(thumbnails.logs);
    for (const personal of ['uploads/', 'thumbnails/', '.jpg', 'not JSON']) expect(text).not.toContain(personal);
  });

  test('the report has the orders of the day before, for a user that may do no more', async () => {
    await customer.order([{ sku: 'hoe', quantity: 2 }]);
    await platform.postgres.addUser('report', 'shop_report');
    const { PORT: _, BUCKET_UPLOADS: __, ...database } = platform.environment;
    const environment = { ...database, DATABASE_MAIN_USER: 'report' };
    const report = await platform.startFunction(zips.report, { handler: 'index.handler', environment });
    await useReport(report, platform);
    await expect(report.invoke({ at: 'yesterday' })).rejects.toThrow('at: expected a time');
    const may = await platform.postgres.sql(
      `select string_agg(table_name || ' ' || privilege_type, ', ' order by table_name, privilege_type)
         from information_schema.role_table_grants where table_schema = 'shop' and grantee = 'shop_report'`,
    );
    expect(may).toBe(
      'daily_reports INSERT, daily_reports SELECT, daily_reports UPDATE, order_items SELECT, orders SELECT',
    );
  });

  test('name every variable that is missing, and do not start', async () => {
    const start = platform.startFunction(zips.thumbnails, { handler: 'index.handler', environment: {} });
    await expect(start).rejects.toThrow("BUCKET_UPLOADS: expected a bucket's name, found nothing");
  });
});

/** A PNG of one color, of any size: its pixels take few bytes. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // One bit of grey for each pixel.
  header.set([1, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(height * (Math.ceil(width / 8) + 1)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}
