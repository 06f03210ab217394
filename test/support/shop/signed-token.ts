import { createHash, createHmac } from 'node:crypto';

/** What a token has to ask for, and who has to have signed it. */
export interface SignedToken {
  readonly host: string;
  readonly query: Readonly<Record<string, string>>;
  readonly region: string;
  /** `rds-db`, `elasticache` */
  readonly service: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * What is wrong with a token of IAM; nothing with one that the service would take. It is a URL without its scheme, signed by
 * Signature Version 4 in its query (IAM user guide, AWS Signature Version 4 for API requests), computed here from the parts.
 */
export function signedTokenProblem(token: string, expected: SignedToken, now: Date): string | undefined {
  if (!URL.canParse(`https://${token}`)) return 'it is no signed URL';
  const { host, pathname, searchParams } = new URL(`https://${token}`);
  const value = (name: string) => searchParams.get(name) ?? '';
  const [keyId, day = '', region = '', service = ''] = value('X-Amz-Credential').split('/');
  const date = value('X-Amz-Date');
  const parts: [string, unknown, unknown][] = [
    ['host', host, expected.host],
    ['path', pathname, '/'],
    ...Object.entries(expected.query).map(([name, text]): [string, string, string] => [name, value(name), text]),
    ['X-Amz-Expires', value('X-Amz-Expires'), '900'],
    ['region', region, expected.region],
    ['service', service, expected.service],
    ['access key', keyId, expected.accessKeyId],
    ['day', day, date.slice(0, 8)],
  ];
  const [wrong] = parts.filter(([, found, right]) => found !== right);
  if (wrong) return `${wrong[0]}: expected ${wrong[2]}, found ${wrong[1]}`;
  const signedAt = Date.parse(date.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
  if (!(Math.abs(now.getTime() - signedAt) < 900_000)) return `it has expired: signed at ${date}`;

  const signature = value('X-Amz-Signature');
  searchParams.delete('X-Amz-Signature');
  const query = [...searchParams].map(([name, text]) => `${escaped(name)}=${escaped(text)}`).sort();
  const request = ['GET', '/', query.join('&'), `host:${host}`, '', 'host', sha256('')].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(request)].join('\n');
  const key = [...scope.split('/')].reduce<Buffer>(hmac, Buffer.from(`AWS4${expected.secretAccessKey}`));
  return hmac(key, toSign).toString('hex') === signature ? undefined : 'its signature is another one';
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
