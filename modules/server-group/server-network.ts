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
   * The services that have one, by short name. Unless `kms`, `logs`, `ssm` and `ssmmessages` are among them, and `monitoring` for servers with an agent, they
   * go to the internet, as without any.
   * @default none
   */
  readonly interfaceEndpoints?: readonly string[];
  /** S3's addresses, where Amazon Linux has its packages. */
  readonly s3PrefixListId: string;
}

export const serverNetwork = reference<ServerNetwork>('a network', {
  ...(networkRef.members as Description<NetworkRef>),
  endpoints: optional(connectable, 'none'),
  interfaceEndpoints: optional(
    list('services', matching(/^[a-z0-9.-]{1,63}$/, 'the short name of a service', { structure: true }), { max: 50 }),
    'none',
  ),
  s3PrefixListId: matching(/^pl-[\w-]+$/, 'the id of a prefix list, such as pl-0a1b2c3d'),
});

/** Lets servers reach what every one of them needs, by VPC endpoints where all of it has one. */
export function allowOwnTraffic(connections: Connections, network: ServerNetwork, hasAgent: boolean): void {
  const { endpoints, interfaceEndpoints = [] } = network;
  const services = hasAgent ? [...sessionServices, 'monitoring'] : sessionServices;
  if (endpoints && services.every((service) => interfaceEndpoints.includes(service))) {
    connections.allowTo(endpoints, 443, 'Session Manager, KMS and Logs through VPC endpoints');
    connections.allowTo({ name: 's3', prefixListId: network.s3PrefixListId }, 443, 'Packages of Amazon Linux, in S3');
  } else {
    connections.allowToInternet(443, 'Session Manager, KMS, Logs and packages of Amazon Linux');
  }
}
