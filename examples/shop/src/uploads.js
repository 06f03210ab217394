import { randomUUID } from 'node:crypto';
import { HttpError } from './http/error.js';
import { object, text, wholeNumber } from './validation.js';

const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' };
const types = Object.keys(extensions);
export const maxBytes = 10 * 1024 * 1024;

export const newUpload = object({
  contentType: text(`one of ${types.join(', ')}`, (value) => types.includes(value)),
  size: wholeNumber(1, maxBytes),
});

/**
 * A new file of a customer: where it goes, and the one request that writes it.
 *
 * @param {import('./bucket.js').Bucket} bucket
 * @param {string} customerId
 * @param {{ contentType: string, size: number }} upload
 */
export async function startUpload(bucket, customerId, { contentType, size }) {
  const name = `${randomUUID()}.${extensions[/** @type {keyof typeof extensions} */ (contentType)]}`;
  const url = await bucket.uploadUrl({ key: key(customerId, name), contentType, size });
  return { name, method: 'PUT', url, headers: { 'content-type': contentType } };
}

/**
 * Where a customer reads one of their own files.
 *
 * @param {import('./bucket.js').Bucket} bucket
 * @param {string} customerId
 * @param {string} name
 */
export async function findUpload(bucket, customerId, name) {
  if (!isName(name)) throw new HttpError(404, 'not_found', 'There is no such file.');
  return { url: await bucket.downloadUrl(key(customerId, name)) };
}

/**
 * Where one reads the thumbnail of one of their own images.
 *
 * @param {import('./bucket.js').Bucket} bucket
 * @param {string} customerId
 * @param {string} name
 */
export async function findThumbnail(bucket, customerId, name) {
  const thumbnail = isName(name) && thumbnailKey(key(customerId, name));
  // It is made a moment after the upload; of what is no image there never is one.
  if (!thumbnail || !(await bucket.has(thumbnail))) {
    throw new HttpError(404, 'not_found', 'There is no thumbnail, or not yet.');
  }
  return { url: await bucket.downloadUrl(thumbnail) };
}

/**
 * Where the thumbnail of an upload is, which is beside it under another start: below `uploads/`, each would be told as an upload. Nothing of what is no image.
 *
 * @param {string} upload its key
 */
export function thumbnailKey(upload) {
  const [, path] = /^uploads\/(.+)\.(?:jpg|png|webp)$/.exec(upload) ?? [];
  return path === undefined ? undefined : `thumbnails/${path}.webp`;
}

/** @param {string} name */
function isName(name) {
  return /^[0-9a-f-]{36}\.[a-z]{3,4}$/.test(name);
}

/** Below `uploads/`. */
function key(/** @type {string} */ customerId, /** @type {string} */ name) {
  return `uploads/${customerId}/${name}`;
}
