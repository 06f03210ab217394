import { readThumbnailSettings } from '../src/environment.js';
import { createLog, describeError } from '../src/log.js';
import { maxBytes, thumbnailKey } from '../src/uploads.js';
import { Objects } from './objects.js';
import { createThumbnail, NotAnImage } from './thumbnail.js';

/** @typedef {{ s3: { bucket: { name: string }, object: { key: string } } }} ObjectRecord */

const log = createLog(process.stdout);
const { uploads, region } = readThumbnailSettings(process.env);
const objects = new Objects(uploads, region);

/**
 * Writes the thumbnail of each upload that S3 tells of, below `thumbnails/`. Each is worked on whatever becomes of the others; if one failed that may succeed later,
 * so does the invocation, and Lambda invokes it again: those that are there already are not made a second time.
 *
 * @param {{ Records: readonly ObjectRecord[] }} event Amazon S3 user guide, Event message structure
 */
export async function handler({ Records }) {
  const results = await Promise.allSettled(Records.map(handle));
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const error of failed) log.error('thumbnail failed', describeError(error));
  if (failed.length > 0) throw new Error(`${failed.length} of ${Records.length} thumbnails failed`);
}

/** @param {ObjectRecord} record */
async function handle({ s3: { bucket, object } }) {
  if (bucket.name !== uploads) throw new Error('the event is about another bucket');
  // As in the query of a URL.
  const key = decodeURIComponent(object.key.replaceAll('+', ' '));
  const target = thumbnailKey(key);
  if (!target) return void log.info('skipped', { why: 'no image, by its name' });
  // What is there now, whichever of two events about one key is the later one.
  const upload = await objects.read(key, maxBytes);
  if (!upload) return void log.info('skipped', { why: 'it is gone' });
  const { etag, size, bytes } = upload;
  if (!bytes) return void log.info('skipped', { why: `larger than ${maxBytes} bytes`, size });
  if ((await objects.metadata(target))?.source === etag)
    return void log.info('skipped', { why: 'it is there already' });
  try {
    const thumbnail = await createThumbnail(bytes);
    await objects.write(target, { bytes: thumbnail, contentType: 'image/webp', metadata: { source: etag } });
    log.info('thumbnail written', { size, thumbnailSize: thumbnail.length });
  } catch (error) {
    if (!(error instanceof NotAnImage)) throw error;
    log.info('skipped', { why: error.message });
  }
}
