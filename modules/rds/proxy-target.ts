import { matching, object, oneOf, optional, reference, type Prop } from '../props';
import { connections, type Connectable } from '../security-group/connections';
import type { EngineName } from './engine';

/** What an RDS Proxy connects to: either an instance or an Aurora cluster. */
export interface ProxyTarget {
  /** The protocol that its clients use. */
  readonly protocol: EngineName;
  /** @default none: it is a cluster */
  readonly instanceIdentifier?: string;
  /** @default none: it is an instance */
  readonly clusterIdentifier?: string;
}

/** A database that a proxy can be put in front of: of this stack or of another, an instance or an Aurora cluster. */
export interface Proxied extends Connectable {
  readonly proxyTarget: ProxyTarget;
}

const identifier = matching(/^[a-z][a-z0-9-]{0,62}$/, 'the identifier of a DB instance or cluster');

export const proxied: Prop<Proxied> = reference<Proxied>('a database', {
  connections,
  proxyTarget: object<ProxyTarget>({
    protocol: oneOf(['postgres', 'mysql']),
    instanceIdentifier: optional(identifier, 'none: it is a cluster'),
    clusterIdentifier: optional(identifier, 'none: it is an instance'),
  }),
});
