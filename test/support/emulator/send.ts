import { request, type Agent } from 'node:http';
import type { Answer, Call } from './call';

/** Sends a call on to a server, whatever host it was for. */
export function send(upstream: URL, call: Call, agent?: Agent): Promise<Answer> {
  const { method, url: path, body } = call;
  const own = { host: upstream.host, 'content-length': String(body.length) };
  const headers: Call['headers'] = { ...call.headers, ...own };
  delete headers['transfer-encoding'];
  delete headers.expect;
  const { hostname, port } = upstream;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk) => chunks.push(chunk));
      reply.on('end', () =>
        resolve({ status: reply.statusCode!, headers: reply.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end(body);
  });
}
