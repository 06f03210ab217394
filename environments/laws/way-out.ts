import type { Finding } from '../load/problem';
import type { Part } from './each';
import { servicesWithEndpoint } from './network';

/** What is in the private tier, and what it needs of AWS where it goes to nothing else. */
interface Inside {
  readonly path: readonly string[];
  readonly outbound: 'internet' | 'endpoints' | undefined;
  /** `task` or `server`. */
  readonly what: string;
  /** The services, by the short names of their endpoints. */
  readonly needs: readonly string[];
}

/**
 * What a service needs for what it uses: the short names of the endpoints of secrets, queues, topics, the event bus and mail. The API of SES has the endpoint `email`, whose
 * private name is the one that the SDK calls, `email.<region>.amazonaws.com`.
 */
export function endpointsOfUses({ secrets, queues, topics, eventSources, sendsFrom }: Uses): string[] {
  const each = [
    ['secretsmanager', secrets] as const,
    ...[['sqs', queues] as const, ['sns', topics] as const],
    ...[['events', eventSources] as const, ['email', sendsFrom] as const],
  ];
  return each.flatMap(([endpoint, names = []]) => (names.length > 0 ? [endpoint] : []));
}

interface Uses {
  readonly secrets?: readonly unknown[];
  readonly queues?: readonly unknown[];
  readonly topics?: readonly unknown[];
  readonly eventSources?: readonly unknown[];
  readonly sendsFrom?: readonly unknown[];
}

/** What is in the private tier reaches AWS through NAT, or through endpoints of the network. */
export function wayOut(part: Part, { path, outbound, what, needs }: Inside): Finding[] {
  const field = [...path, 'outbound'];
  if (outbound === 'internet' && part.network?.natGateways === 'none') {
    return [{ path: field, expected: `"endpoints", since natGateways is "none": no ${what} has a public address` }];
  }
  const withEndpoint = servicesWithEndpoint(part);
  if (outbound !== 'endpoints' || !withEndpoint) return [];
  const without = needs.filter((service) => !withEndpoint.includes(service));
  if (without.length === 0) return [];
  const expected = `"internet", or network.interfaceEndpoints with ${without.join(', ')}, which ${path.join('.')} needs`;
  return [{ path: field, expected }];
}
