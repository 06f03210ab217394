import { createHash, createHmac } from 'node:crypto';

/**
 * Signature Version 4 (IAM user guide, AWS Signature Version 4 for API requests), for what the packages of the SDK that are here do not sign: requests to
 * DynamoDB, and tokens for caches.
 *
 * @typedef {object} Credentials
 * @property {string} accessKeyId
 * @property {string} secretAccessKey
 * @property {string} [sessionToken]
 */

/** @typedef {() => Promise<Credentials>} GetCredentials */
/** @typedef {Credentials & { region: string, service: string, now?: Date }} Signer */

/**
 * The headers of a POST to `/`, with those that sign it.
 *
 * @param {{ headers: Readonly<Record<string, string>>, body: string, method?: string }} request headers in lower case, with `host`
 * @param {Signer} signer
 * @returns {Record<string, string>}
 */
export function signedHeaders({ headers, body, method = 'POST' }, signer) {
  const { accessKeyId, sessionToken } = signer;
  const date = dateOf(signer);
  /** @type {Record<string, string>} */
  const all = { ...headers, 'x-amz-date': date, ...(sessionToken && { 'x-amz-security-token': sessionToken }) };
  const signature = signatureOf({ method, query: '', headers: all, body }, signer, date);
  const credential = `Credential=${accessKeyId}/${scopeOf(signer, date)}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${namesOf(all)}, Signature=${signature}`;
  return { ...all, authorization };
}

/**
 * A GET of `/` on a host, signed in its query: without the scheme, as services take it for a password.
 *
 * @param {{ host: string, query: Readonly<Record<string, string>>, seconds: number }} request
 * @param {Signer} signer
 */
export function signedUrl({ host, query, seconds }, signer) {
  const { accessKeyId, sessionToken } = signer;
  const date = dateOf(signer);
  const parameters = {
    ...query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/${scopeOf(signer, date)}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': 'host',
    ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
  };
  const pairs = Object.entries(parameters).map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
  const signed = pairs.sort().join('&');
  const signature = signatureOf({ method: 'GET', query: signed, headers: { host }, body: '' }, signer, date);
  return `${host}/?${signed}&X-Amz-Signature=${signature}`;
}

/**
 * @param {{ method: string, query: string, headers: Readonly<Record<string, string>>, body: string }} request
 * @param {Signer} signer
 * @param {string} date
 */
function signatureOf({ method, query, headers, body }, signer, date) {
  const lines = Object.keys(headers)
    .sort()
    .map((name) => `${name}:${headers[name]}`);
  const request = [method, '/', query, ...lines, '', namesOf(headers), sha256(body)].join('\n');
  const scope = scopeOf(signer, date);
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce(hmac, Buffer.from(`AWS4${signer.secretAccessKey}`));
  return hmac(key, toSign).toString('hex');
}

/** `20150830T123600Z` @param {Signer} signer */
function dateOf({ now = new Date() }) {
  return now.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** @param {Signer} signer @param {string} date */
function scopeOf({ region, service }, date) {
  return `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
}

/** @param {Readonly<Record<string, string>>} headers */
function namesOf(headers) {
  return Object.keys(headers).sort().join(';');
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** @param {Buffer} key @param {string} text */
function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}

/** @param {string} text */
function escaped(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
