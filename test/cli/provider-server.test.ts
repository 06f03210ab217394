import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isRunning } from '../../cli/temporary';
import { ProviderServer } from '../../cli/terraform/provider-server';

/** Answers each call with its process id and the configuration that it got last, in gRPC's form; `/fail` with an error alone. */
const provider = `#!${process.execPath}
const http2 = require('node:http2');
let configuration = '';
const server = http2.createServer();
server.on('stream', (stream, headers) => {
  if (headers[':path'] === '/fail') return stream.respond({ ':status': 200, 'grpc-status': '12' }, { endStream: true });
  if (headers[':path'] === '/die') return process.kill(process.pid, 'SIGKILL');
  if (headers[':path'] === '/die-late') {
    stream.respond({ ':status': 200 }, { waitForTrailers: true });
    return stream.write('x', () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), 100));
  }
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.on('end', () => {
    if (headers[':path'].endsWith('/Configure')) configuration = String(Buffer.concat(chunks));
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.respond({ ':status': 200 }, { waitForTrailers: true });
    stream.end(JSON.stringify({ pid: process.pid, configuration }));
  });
});
const path = process.env.TMPDIR + '/plugin' + process.pid;
server.listen(path, () => console.log("TF_REATTACH_PROVIDERS='" + JSON.stringify({ aws: { Addr: { String: path } } }) + "'"));
`;

let folder: string;
let server: ProviderServer;
const opened: http2.ClientHttp2Session[] = [];
const serve = (program: string) => {
  const binary = join(folder, 'terraform-provider-aws');
  writeFileSync(binary, program, { mode: 0o755 });
  return ProviderServer.of(binary, process.env);
};
const socket = (): string => JSON.parse(server.variables('aws').TF_REATTACH_PROVIDERS ?? '').aws.Addr.String;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provider-'));
  server = await serve(provider);
});
afterEach(async () => {
  for (const session of opened.splice(0)) session.destroy();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A connection of Terraform's. */
function attach() {
  const session = http2.connect('http://localhost', { createConnection: () => connect(socket()) });
  session.on('error', () => undefined);
  opened.push(session);
  const call = (path: string, body = '') =>
    new Promise<{ pid: number; configuration: string; status: unknown }>((resolve, reject) => {
      const request = session.request({ ':method': 'POST', ':path': path });
      let text = '';
      let status: unknown;
      request.on('response', (headers) => (status = headers['grpc-status']));
      request.on('trailers', (trailers) => (status = trailers['grpc-status']));
      request.on('data', (chunk: Buffer) => (text += String(chunk)));
      request.on('error', reject);
      request.on('aborted', () => reject(new Error('aborted')));
      request.on('close', () => (status === undefined ? reject(new Error('no answer')) : undefined));
      request.on('end', () => setImmediate(() => resolve({ ...JSON.parse(text || '{}'), status })));
      request.end(body);
    });
  const configure = (configuration: string) => call('/tfplugin5.Provider/Configure', configuration);
  const plan = () => call('/tfplugin5.Provider/PlanResourceChange');
  const close = () => new Promise<void>((closed) => session.close(closed));
  return { call, configure, plan, close };
}

test('connections that are not configured share a process', async () => {
  const schemas = await Promise.all([attach(), attach()].map(({ call }) => call('/tfplugin5.Provider/GetSchema')));
  expect(new Set(schemas.map(({ pid }) => pid)).size).toBe(1);
});

test('plans of different configurations are made by different processes, those of one by one', async () => {
  const [home, usEast1, again] = [attach(), attach(), attach()];
  await home.plan();
  await Promise.all([home.configure('eu-west-1'), usEast1.configure('us-east-1'), again.configure('eu-west-1')]);
  const [first, second, third] = await Promise.all([home.plan(), usEast1.plan(), again.plan()]);
  expect([first, second, third].map(({ configuration }) => configuration)).toEqual([
    'eu-west-1',
    'us-east-1',
    'eu-west-1',
  ]);
  expect(third.pid).toBe(first.pid);
  expect(second.pid).not.toBe(first.pid);
});

test('a process whose configuration nobody uses takes another one', async () => {
  const dev = attach();
  const { pid } = await dev.configure('dev');
  await dev.close();
  const prod = attach();
  await prod.configure('prod');
  expect(await prod.plan()).toMatchObject({ pid, configuration: 'prod' });
});

test('an error of the provider arrives as it is', async () => {
  const { call } = attach();
  expect(await call('/fail')).toMatchObject({ status: '12' });
  expect(await call('/tfplugin5.Provider/GetSchema')).toMatchObject({ status: '0' });
  expect(server.isBroken).toBe(false);
});

test.each(['/die', '/die-late'])('a provider that ends while it is asked is noticed: %s', async (path) => {
  const { call } = attach();
  await call('/tfplugin5.Provider/GetSchema');
  await expect(call(path)).rejects.toThrow();
  expect(server.isBroken).toBe(true);
});

test('its processes and its folder go with it', async () => {
  const { pid } = await attach().configure('dev');
  const path = dirname(socket());
  expect([isRunning(pid), existsSync(path)]).toEqual([true, true]);
  await server.close();
  expect([isRunning(pid), existsSync(path)]).toEqual([false, false]);
});

test.each([
  ['ends at once', '#!/bin/sh\nexit 1\n'],
  ['is no program', ''],
])('a provider that %s is noticed when it is asked', async (_, program) => {
  await server.close();
  server = await serve(program);
  await expect(attach().plan()).rejects.toThrow();
  expect(server.isBroken).toBe(true);
});
