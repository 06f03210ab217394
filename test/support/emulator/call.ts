import type { IncomingHttpHeaders } from 'node:http';

/** A request to AWS, as the proxy understands it. */
export interface Call {
  readonly method: string;
  /** Path and query, S3 in path style: `/bucket/key?versions`. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The signing name: `ec2`, `monitoring`, `s3`. */
  readonly service: string;
  readonly region: string;
  /**
   * `CreateVpc` where the protocol names it. S3 has methods and sub-resources: `PUT bucket?policy`, `GET object`; any
   * other REST service has methods and collections, without a version before them: `GET /analyzer`, `POST /hostedzone`.
   * A request that nobody signed, such as a browser's, has the end of its path: `POST /oauth2/token`.
   */
  readonly action: string;
  /** The parameters of a query protocol, or none. */
  readonly form: URLSearchParams;
  /** The parameters of a JSON protocol, or none. */
  readonly json: Record<string, any>;
  /** Aborted when the client closes its connection before it has the answer. */
  readonly gone?: AbortSignal;
}

/** The response. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The host that Terraform is told AWS has; a bucket's is one level below. */
export const endpoint = 'http://aws.test';

/** Reads what a request asks of which service in which region. */
export function readCall(method: string, target: string, headers: IncomingHttpHeaders, body: Buffer): Call {
  const url = pathStyle(target, headers.host);
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '');
  const region = scope?.[1] ?? 'us-east-1';
  const service = scope?.[2] ?? 'unknown';
  const type = headers['content-type'] ?? '';
  const form = new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? body.toString() : '');
  const json = /json/.test(type) && body.length > 0 ? JSON.parse(body.toString()) : {};
  const named =
    String(headers['x-amz-target'] ?? '')
      .split('.')
      .pop() || form.get('Action');
  const asked = scope ? collection(url) : url.split('?')[0]!.split('/').slice(1).slice(-2).join('/');
  const action = named || (service === 's3' ? s3Action(method, url) : `${method} /${asked}`);
  return { method, url, headers, body, service, region, action, form, json };
}

/** The same call with other parameters. */
export function withForm(call: Call, change: (form: URLSearchParams) => void): Call {
  const form = new URLSearchParams(call.form);
  change(form);
  return { ...call, form, body: Buffer.from(form.toString()) };
}

/** The same of a JSON protocol. */
export function withJson(call: Call, change: object): Call {
  const json = { ...call.json, ...change };
  return { ...call, json, body: Buffer.from(JSON.stringify(json)) };
}

/** A request for something else, in the protocol of `call`. */
export function otherCall(call: Call, action: string, parameters: Readonly<Record<string, any>>): Call {
  const target = call.headers['x-amz-target'];
  if (target === undefined) {
    const form = new URLSearchParams({ Action: action, Version: call.form.get('Version') ?? '', ...parameters });
    return { ...call, action, form, body: Buffer.from(form.toString()) };
  }
  const headers = { ...call.headers, 'x-amz-target': String(target).replace(/[^.]+$/, action) };
  return { ...call, headers, action, json: parameters, body: Buffer.from(JSON.stringify(parameters)) };
}

/** A call to another service, in a query protocol: `queryCall(call, 'sns', 'Publish', { TopicArn, Message })`. */
export function queryCall(call: Call, service: string, action: string, parameters: Readonly<Record<string, string>>) {
  const form = new URLSearchParams({ Action: action, ...parameters });
  return signedCall(call, service, { 'content-type': 'application/x-www-form-urlencoded' }, form.toString());
}

/** The same in a JSON protocol: `jsonCall(call, 'cognito-idp', 'AWSCognitoIdentityProviderService.AdminGetUser', { … })`. */
export function jsonCall(call: Call, service: string, target: string, parameters: object) {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return signedCall(call, service, headers, JSON.stringify(parameters));
}

function signedCall({ region }: Call, service: string, headers: Readonly<Record<string, string>>, body: string): Call {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20250101/${region}/${service}/aws4_request`;
  return readCall('POST', `${endpoint}/`, { ...headers, authorization }, Buffer.from(body));
}

/** A list of structures in a query protocol: `Tags.Tag.1.Key=a&Tags.Tag.1.Value=b` is `[{ Key: 'a', Value: 'b' }]`. */
export function structures(form: URLSearchParams, list: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  for (const [name, value] of form) {
    const [, index, member] = new RegExp(`^${list}\\.\\w+\\.(\\d+)\\.(.+)$`).exec(name) ?? [];
    if (index && member) (found[Number(index) - 1] ??= {})[member] = value;
  }
  return found;
}

/** A list of strings in a query protocol: `UserIds.member.1=a` is `['a']`. */
export function strings(form: URLSearchParams, list: string): string[] {
  return [...form].filter(([name]) => new RegExp(`^${list}\\.\\w+\\.\\d+$`).test(name)).map(([, value]) => value);
}

/** As a forward proxy we see `http://bucket.aws.test/key`; moto is asked for `/bucket/key`. */
function pathStyle(target: string, host = 'aws.test'): string {
  const url = new URL(target, `http://${host}`);
  const bucket = /^(.+)\.aws\.test$/.exec(url.hostname)?.[1];
  return `${bucket ? `/${bucket}` : ''}${url.pathname}${url.search}`;
}

/** The first part of a path that is no version of an API, such as `2013-04-01`. */
function collection(url: string): string {
  const parts = url.split('?')[0]!.split('/').slice(1);
  return parts.find((part) => !/^\d{4}-\d{2}-\d{2}$/.test(part)) ?? '';
}

function s3Action(method: string, url: string): string {
  const { pathname, searchParams } = new URL(url, endpoint);
  const isObject = /^\/[^/]+\/./.test(pathname);
  // The SDK names some calls in their URL, for its logs.
  const subresource = [...searchParams.keys()].find((name) => name !== 'x-id');
  return `${method} ${isObject ? 'object' : 'bucket'}${subresource ? `?${subresource}` : ''}`;
}
