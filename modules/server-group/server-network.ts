import { networkRef, type NetworkRef } from '../network/network-ref';
import { list, matching, optional, reference, type Description } from '../props';
import { connectable, type Connectable, type Connections } from '../security-group/connections';
import { sessionServices } from '../bastion/session-preferences';

/** A network with what servers need to be reached by Session Manager without the internet. */
export interface ServerNetwork extends NetworkRef {
  /**
   * The interface endpoints' security group.
   * @default none: servers go to the internet, on 443 only
   */
  readonly endpoints?: Connectable;
  /**
   * The services that have one, by short name. Unless all are among them that the servers need, they go to the internet, as without any: `kms`, `logs`, `ssm`
   * and `ssmmessages` for sessions; `logs` and `monitoring` for an agent; `ecr.api`, `ecr.dkr`, `logs` and `ssm` for a container.
   * @default none
   */
  readonly interfaceEndpoints?: readonly string[];
  /** S3's addresses, where Amazon Linux has its packages. */
  readonly s3PrefixListId: string;
}

/** Of a VPC endpoint: `com.amazonaws.eu-west-1.ecr.api` is that of `ecr.api`. */
export const endpointService = matching(/^[a-z0-9.-]{1,63}$/, 'the short name of a service', { structure: true });

export const serverNetwork = reference<ServerNetwork>('a network', {
  ...(networkRef.members as Description<NetworkRef>),
  endpoints: optional(connectable, 'none'),
  interfaceEndpoints: optional(list('services', endpointService, { max: 50 }), 'none'),
  s3PrefixListId: matching(/^pl-[\w-]+$/, 'the id of a prefix list, such as pl-0a1b2c3d'),
});

export interface Needs {
  readonly sessions: boolean;
  readonly agent: boolean;
  readonly container: boolean;
  /** What else they call. */
  readonly calls: readonly string[];
}

/** The AWS services that servers need, by short name. */
export function servicesFor({ sessions, agent, container, calls }: Needs): readonly string[] {
  const services = [
    ...(sessions ? sessionServices : []),
    ...(agent ? ['logs', 'monitoring'] : []),
    ...(container ? ['ecr.api', 'ecr.dkr', 'logs', 'ssm'] : []),
    ...calls,
  ];
  return [...new Set(services)];
}

/** Lets servers reach what every one of them needs, by VPC endpoints where all of it has one. */
export function allowOwnTraffic(connections: Connections, network: ServerNetwork, needs: Needs): void {
  const { endpoints, interfaceEndpoints = [] } = network;
  const always = servicesFor({ ...needs, calls: [] });
  const calls = needs.calls.filter((service) => !always.includes(service));
  const named = [...(needs.sessions ? ['Session Manager', 'KMS', 'Logs'] : ['AWS services']), ...calls];
  if (endpoints && servicesFor(needs).every((service) => interfaceEndpoints.includes(service))) {
    connections.allowTo(endpoints, 443, `${enumerated(named)} through VPC endpoints`);
    const inS3 =
      needs.container || needs.calls.includes('ecr.dkr')
        ? 'Packages of Amazon Linux and layers of images, in S3'
        : 'Packages of Amazon Linux, in S3';
    connections.allowTo({ name: 's3', prefixListId: network.s3PrefixListId }, 443, inS3);
  } else {
    connections.allowToInternet(443, enumerated([...named, 'packages of Amazon Linux']));
  }
}

function enumerated(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
