import { randomUUID } from 'node:crypto';
import { HttpError } from './http/error.js';
import { object, text, wholeNumber } from './validation.js';

const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' };
const types = Object.keys(extensions);
const maxBytes = 10 * 1024 * 1024;

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
  if (!/^[0-9a-f-]{36}\.[a-z]{3,4}$/.test(name)) throw new HttpError(404, 'not_found', 'There is no such file.');
  return { url: await bucket.downloadUrl(key(customerId, name)) };
}

/** Below `uploads/`, which is all that the role may sign for. */
function key(/** @type {string} */ customerId, /** @type {string} */ name) {
  return `uploads/${customerId}/${name}`;
}
