import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from './answer';
import { Api } from './api';
import { readCall, strings, structures } from './call';
import type { Fault } from './fault';
import { Proxy } from './proxy';

const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/eu-west-1/${service}/aws4_request`,
});

describe('a call', () => {
  test('is known by service, region and action', () => {
    const form = { ...signedFor('ec2'), 'content-type': 'application/x-www-form-urlencoded' };
    expect(
      readCall('POST', 'http://aws.test/', form, Buffer.from('Action=CreateVpc&CidrBlock=10.0.0.0/16')),
    ).toMatchObject({
      service: 'ec2',
      region: 'eu-west-1',
      action: 'CreateVpc',
    });
    const target = {
      ...signedFor('kms'),
      'x-amz-target': 'TrentService.CreateKey',
      'content-type': 'application/x-amz-json-1.1',
    };
    expect(readCall('POST', 'http://aws.test/', target, Buffer.from('{"Description":"state"}'))).toMatchObject({
      action: 'CreateKey',
      json: { Description: 'state' },
    });
    const route53 = signedFor('route53');
    expect(readCall('POST', 'http://aws.test/2013-04-01/hostedzone', route53, Buffer.alloc(0)).action).toBe(
      'POST /hostedzone',
    );
    expect(
      readCall('GET', 'http://aws.test/analyzer/account', signedFor('access-analyzer'), Buffer.alloc(0)).action,
    ).toBe('GET /analyzer');
  });

  test.each([
    ['PUT', 'http://bucket.aws.test/?policy', '/bucket/?policy', 'PUT bucket?policy'],
    ['PUT', 'http://bucket.aws.test/', '/bucket/', 'PUT bucket'],
    ['GET', 'http://bucket.aws.test/a/b.tfstate', '/bucket/a/b.tfstate', 'GET object'],
    ['PUT', 'http://aws.test/bucket/key?x-id=PutObject', '/bucket/key?x-id=PutObject', 'PUT object'],
  ])('to S3 is %s %s', (method, target, url, action) => {
    const { host } = new URL(target);
    expect(readCall(method, target, { ...signedFor('s3'), host }, Buffer.alloc(0))).toMatchObject({ url, action });
  });

  test('has lists as its protocol spells them', () => {
    const form = new URLSearchParams('Ids.member.1=a&Ids.member.2=b&Tags.Tag.1.Key=k&Tags.Tag.1.Value=v');
    expect(strings(form, 'Ids')).toEqual(['a', 'b']);
    expect(structures(form, 'Tags')).toEqual([{ Key: 'k', Value: 'v' }]);
  });
});

describe('the proxy', () => {
  let upstream: Server;
  let seen: string[];
  const start = async (faults: readonly Fault[] = []) => {
    const { port } = upstream.address() as AddressInfo;
    const proxy = await Proxy.start(`http://127.0.0.1:${port}`, faults);
    return { proxy, api: new Api(proxy.url, 'eu-west-1') };
  };

  beforeEach(async () => {
    seen = [];
    upstream = createServer((asked, response) => {
      seen.push(asked.url!);
      response.writeHead(asked.url!.includes('unknown') ? 500 : 200).end('from upstream');
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => void upstream.close());

  test('takes any host, and asks the emulator in path style', async () => {
    const { proxy } = await start();
    const { hostname, port } = new URL(proxy.url);
    const path = 'http://bucket.aws.test/key';
    await new Promise((resolve) => {
      request({ hostname, port, path, headers: signedFor('s3') }, (reply) => reply.resume().on('end', resolve)).end();
    });
    expect(seen).toEqual(['/bucket/key']);
    await proxy.stop();
  });

  test('refuses what the emulator does not know, in a way that is not retried, and notes it', async () => {
    const { proxy, api } = await start();
    expect((await api.rest('unknown', 'GET', '/unknown')).status).toBe(501);
    expect([...proxy.unanswered]).toEqual(['unknown GET /unknown']);
    await proxy.stop();
  });

  test('answers a fault, each answer on what the next one says', async () => {
    const fault = (text: string): Fault => ({
      service: 'kms',
      fault: text,
      answers: { ListKeys: async (call, next) => json({ [text]: (await next(call)).body.toString() }) },
      isThere: async () => true,
    });
    const { proxy, api } = await start([fault('outer'), fault('inner')]);
    const { text } = await api.json('kms', 'TrentService.ListKeys');
    expect(JSON.parse(text)).toEqual({ outer: '{"inner":"from upstream"}' });
    expect((await api.json('kms', 'TrentService.ListAliases')).text).toBe('from upstream');
    await proxy.stop();
  });

  test('cuts the line after a call was carried out, until it is connected again', async () => {
    const { proxy, api } = await start();
    const cut = proxy.cutAfter(({ url }) => url === '/b/state');
    expect((await api.s3('GET', '/b/other')).status).toBe(200);
    const dead = [api.s3('PUT', '/b/state', 'state'), cut.then(() => api.s3('GET', '/b/other'))];
    await cut;
    expect(seen).toEqual(['/b/other', '/b/state']);
    setTimeout(() => proxy.reconnect(), 20);
    for (const { status } of await Promise.allSettled(dead)) expect(status).toBe('rejected');
    expect((await api.s3('GET', '/b/other')).status).toBe(200);
    expect(seen).toEqual(['/b/other', '/b/state', '/b/other']);
    await proxy.stop();
  });
});
