import { HttpError } from './error.js';

export const maxBodyBytes = 16 * 1024;

/**
 * The JSON of a request.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {(body: Buffer) => Promise<void>} [check] throws unless the body is to be read
 * @returns {Promise<unknown>}
 */
export async function readJson(request, check) {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new HttpError(415, 'not_json', 'Expected a body of type application/json.');
  }
  const bytes = await readBytes(request);
  await check?.(bytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HttpError(400, 'not_json', 'Expected a body that is JSON in UTF-8.');
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function readBytes(request) {
  const tooLarge = () => new HttpError(413, 'too_large', `Expected a body of at most ${maxBodyBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge();
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  try {
    // Not destroyed where it is too long: its connection carries the answer, and more requests.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > maxBodyBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // Node throws away what was not read of a body, but not of one that was begun.
    request.resume();
    throw error instanceof HttpError ? error : new HttpError(400, 'aborted', 'The body ended too early.');
  }
  return Buffer.concat(chunks);
}
