import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as askHttp } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from './certificates';
import type { LocalHosts } from './shop';

/** The pages of a user pool and its keys, over TLS on this machine: the emulator answers. */
export interface LocalPages extends LocalHosts {
  /** What a page answers to somebody's browser: its status, and where it sends the browser on to. */
  visit(url: string, form?: Readonly<Record<string, string>>): Promise<{ status: number; location: string }>;
  stop(): Promise<void>;
}

export async function startLocalPages(names: readonly string[], emulator: string): Promise<LocalPages> {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  const { authority, certificate, key } = await createCertificate(folder, ...names);
  const tls = { cert: readFileSync(certificate), key: readFileSync(key) };
  const server = createServer(tls, (asked, response) => {
    const { method, url: path, headers } = asked;
    const sent = askHttp(new URL(emulator), { method, path, headers }, (reply) => {
      response.writeHead(reply.statusCode!, reply.headers);
      reply.pipe(response);
    });
    sent.on('error', () => response.destroy());
    asked.pipe(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: localPort } = server.address() as AddressInfo;
  return {
    ...{ names, localPort, authority },
    visit(url, form) {
      const { hostname, pathname, search } = new URL(url);
      const body = form && new URLSearchParams(form).toString();
      const headers = { host: hostname, ...(body && { 'content-type': 'application/x-www-form-urlencoded' }) };
      return new Promise((resolve, reject) => {
        const options = {
          ...{ host: '127.0.0.1', port: localPort, servername: hostname, ca: readFileSync(authority) },
          ...{ method: body === undefined ? 'GET' : 'POST', path: pathname + search, headers },
        };
        const sent = request(options, (reply) => {
          const { location = '' } = reply.headers;
          reply.resume().on('end', () => resolve({ status: reply.statusCode!, location }));
        });
        sent.on('error', reject).end(body);
      });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
