import { HttpError } from './http/error.js';

/**
 * Reads a value of a request's body, and notes what is wrong with it.
 *
 * @template T
 * @typedef {(value: unknown, path: string, problems: string[]) => T} Reads
 */

/**
 * @template T
 * @param {Reads<T>} reads
 * @param {unknown} body
 * @returns {T}
 * @throws {HttpError} 400, with every problem
 */
export function validated(reads, body) {
  /** @type {string[]} */
  const problems = [];
  const value = reads(body, '', problems);
  if (problems.length > 0) throw new HttpError(400, 'invalid', 'The request is not valid.', { problems });
  return value;
}

/**
 * An object with these fields, and no others.
 *
 * @template {Record<string, Reads<any>>} F
 * @param {F} fields
 * @returns {Reads<{ [K in keyof F]: ReturnType<F[K]> }>}
 */
export function object(fields) {
  return (value, path, problems) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) problems.push(expected(path || 'body', 'an object', value));
    const found = /** @type {Record<string, unknown>} */ (isObject ? value : {});
    const at = (/** @type {string} */ name) => (path ? `${path}.${name}` : name);
    for (const name of Object.keys(found)) {
      if (!Object.hasOwn(fields, name)) problems.push(`${at(name)}: expected one of ${Object.keys(fields).join(', ')}`);
    }
    const entries = Object.entries(fields).map(([name, reads]) => [
      name,
      isObject ? reads(Object.hasOwn(found, name) ? found[name] : undefined, at(name), problems) : undefined,
    ]);
    return Object.fromEntries(entries);
  };
}

/**
 * @template T
 * @param {Reads<T>} reads
 * @param {{ min: number, max: number }} length
 * @returns {Reads<T[]>}
 */
export function list(reads, { min, max }) {
  return (value, path, problems) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      problems.push(expected(path, `a list of ${min} to ${max}`, value));
      return [];
    }
    return value.map((item, index) => reads(item, `${path}[${index}]`, problems));
  };
}

/**
 * What may be absent.
 *
 * @template T
 * @param {Reads<T>} reads
 * @returns {Reads<T | undefined>}
 */
export function optional(reads) {
  return (value, path, problems) => (value === undefined ? undefined : reads(value, path, problems));
}

/**
 * @param {string} wording what is expected
 * @param {(value: string) => boolean} isRight
 * @returns {Reads<string>}
 */
export function text(wording, isRight) {
  return (value, path, problems) => {
    // A NUL is text in JSON and not in PostgreSQL, half of a surrogate pair in neither of our encodings.
    const isText = typeof value === 'string' && !value.includes('\0') && !/\p{Surrogate}/u.test(value);
    if (isText && isRight(value)) return value;
    problems.push(expected(path, wording, value));
    return '';
  };
}

/**
 * @param {number} min
 * @param {number} max
 * @returns {Reads<number>}
 */
export function wholeNumber(min, max) {
  return (value, path, problems) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    problems.push(expected(path, `a whole number from ${min} to ${max}`, value));
    return min;
  };
}

/** @param {string} value */
export function isUuid(value) {
  return /^[0-9a-f-]{36}$/.test(value);
}

/** Says of what kind the value is, and no text of it: it may be a password in the wrong field. */
function expected(/** @type {string} */ path, /** @type {string} */ wording, /** @type {unknown} */ value) {
  return `${path}: expected ${wording}, found ${kind(value)}`;
}

/** @param {unknown} value */
function kind(value) {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string') return `text of ${value.length} characters`;
  if (typeof value === 'number') return String(value);
  return value === null
    ? 'null'
    : { boolean: 'true or false', object: 'an object' }[/** @type {'boolean'} */ (typeof value)];
}
