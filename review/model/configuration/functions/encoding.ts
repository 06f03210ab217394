import { createHash } from 'node:crypto';
import { keyOf, unknownPart, valueOfText } from '../../text';
import { EncodedText, Unknown, type Value } from '../../value';
import { type Functions, stopAsUnknown, mapOf, number, plain, refuse, text } from './arguments';
import { decodeJson, encodeJson } from './json';
import { decodeYaml, encodeYaml } from './yaml';

function hash(algorithm: string, encoding: 'hex' | 'base64') {
  return (given: Value | undefined): Value => createHash(algorithm).update(plain(given)).digest(encoding);
}

/** A text with holes, or an encoded one, is unknown; its literal parts are known. */
function encodedBase64(name: string) {
  return (given: Value | undefined): Value => {
    const script = text(given);
    if (typeof script === 'string' && name === 'base64encode') return Buffer.from(script).toString('base64');
    const hole = typeof script === 'string' ? undefined : (unknownPart(script) ?? script.holes[0]);
    const because =
      hole instanceof Unknown
        ? hole.because
        : `${hole ? hole.toString() : `the result of ${name}()`} is known after apply`;
    return new EncodedText(because, script, `${name}(${keyOf(script)})`);
  };
}

function decodedBase64(given: Value | undefined): Value {
  if (given instanceof EncodedText) return valueOfText(given.decoded);
  const encoded = plain(given);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded) || encoded.length % 4 !== 0) return refuse('the text is no base64');
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** As Go's `url.QueryEscape`: a space is `+`. */
function urlEncoded(given: Value | undefined): Value {
  return encodeURIComponent(plain(given))
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function urlDecoded(given: Value | undefined): Value {
  try {
    return decodeURIComponent(plain(given).replaceAll('+', ' '));
  } catch {
    return refuse('the text is not URL-encoded');
  }
}

function csv(given: Value | undefined): Value {
  const [head, ...rows] = plain(given)
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(csvRow);
  return rows.map((row) => mapOf((head ?? []).map((name, index) => [name, row[index] ?? ''])));
}

function csvRow(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}

const decidedLater = (): Value => stopAsUnknown('it is decided when Terraform runs');

export const encoding: Functions = [
  ['base64decode', decodedBase64],
  ['base64encode', encodedBase64('base64encode')],
  ['base64gzip', encodedBase64('base64gzip')],
  ['base64sha256', hash('sha256', 'base64')],
  ['base64sha512', hash('sha512', 'base64')],
  ['bcrypt', decidedLater],
  ['csvdecode', csv],
  ['jsondecode', decodeJson],
  ['jsonencode', (given) => encodeJson(given ?? null)],
  ['md5', hash('md5', 'hex')],
  ['rsadecrypt', decidedLater],
  ['sha1', hash('sha1', 'hex')],
  ['sha256', hash('sha256', 'hex')],
  ['sha512', hash('sha512', 'hex')],
  ['urldecode', urlDecoded],
  ['urlencode', urlEncoded],
  ['yamldecode', decodeYaml],
  ['yamlencode', (given) => encodeYaml(given ?? null)],
  ['plantimestamp', decidedLater],
  ['timestamp', decidedLater],
  ['uuid', decidedLater],
  ['timeadd', timeAdded],
  ['timecmp', (one, other) => Math.sign(instant(one) - instant(other))],
  ['formatdate', (pattern, at) => formattedDate(plain(pattern), new Date(instant(at)))],
];

function instant(given: Value | undefined): number {
  const known = plain(given);
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(known) ? Date.parse(known) : NaN;
  return Number.isNaN(at) ? refuse(`${known} is no time like 2026-01-31T00:00:00Z`) : at;
}

const units = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

function timeAdded(at: Value | undefined, duration: Value | undefined): Value {
  const known = plain(duration);
  if (!/^[+-]?(\d+(\.\d+)?(h|ms|m|s))+$/.test(known)) return refuse(`${known} is no duration like 24h`);
  let milliseconds = 0;
  for (const [, count, unit] of known.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)) {
    milliseconds += number(count ?? '') * units[unit as keyof typeof units];
  }
  const sum = new Date(instant(at) + (known.startsWith('-') ? -milliseconds : milliseconds));
  return Number.isNaN(sum.getTime()) ? refuse('the time is out of range') : sum.toISOString().replace('.000Z', 'Z');
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `YYYY-MM-DD'T'hh:mm:ssZ`, in UTC. */
function formattedDate(pattern: string, date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [month, day, hour] = [date.getUTCMonth(), date.getUTCDay(), date.getUTCHours()];
  const parts = new Map<string, string>([
    ['YYYY', String(date.getUTCFullYear())],
    ['YY', two(date.getUTCFullYear() % 100)],
    ['MMMM', months[month] ?? ''],
    ['MMM', (months[month] ?? '').slice(0, 3)],
    ['MM', two(month + 1)],
    ['M', String(month + 1)],
    ['DD', two(date.getUTCDate())],
    ['D', String(date.getUTCDate())],
    ['EEEE', days[day] ?? ''],
    ['EEE', (days[day] ?? '').slice(0, 3)],
    ['hh', two(hour)],
    ['h', String(hour)],
    ['HH', two(hour % 12 || 12)],
    ['H', String(hour % 12 || 12)],
    ['AA', hour < 12 ? 'AM' : 'PM'],
    ['aa', hour < 12 ? 'am' : 'pm'],
    ['mm', two(date.getUTCMinutes())],
    ['m', String(date.getUTCMinutes())],
    ['ss', two(date.getUTCSeconds())],
    ['s', String(date.getUTCSeconds())],
    ['ZZZZZ', '+00:00'],
    ['ZZZZ', '+0000'],
    ['ZZZ', 'UTC'],
    ['Z', 'Z'],
  ]);
  return pattern.replace(
    /'((?:[^']|'')*)'|([A-Za-z])\2*/g,
    (run: string, quoted?: string) =>
      quoted?.replaceAll("''", "'") ?? parts.get(run) ?? refuse(`${run} is no part of a date`),
  );
}

/** Kept in the table so that a map passed to a string function is reported. */
export const sensitivity: Functions = [
  ['sensitive', (given) => given ?? null],
  ['nonsensitive', (given) => given ?? null],
  ['ephemeralasnull', (given) => given ?? null],
  ['issensitive', () => stopAsUnknown('what is sensitive is not followed')],
  [
    'tostring',
    (given) =>
      given === null || given === undefined
        ? null
        : typeof given === 'object' && 'attribute' in given
          ? given
          : text(given),
  ],
];
