import { randomUUID } from 'node:crypto';

/**
 * The id that ties together what a balancer, this application and an answer say of one request: the root of the trace that an
 * Application Load Balancer gives it (its user guide, Request tracing), or one of our own. Anything else that a client sends in
 * the header's place is not taken over into the logs.
 *
 * @param {import('node:http').IncomingMessage} request
 */
export function requestId({ headers }) {
  const [, root] =
    /(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/.exec(String(headers['x-amzn-trace-id'] ?? '')) ?? [];
  return root ?? randomUUID();
}
