import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';
import type { Party } from './party';
import type { Route, Sender } from './requests';

/** A resource that accepts connections and forwards them to a member. */
export interface Relay {
  /** What accepts the connections: a load balancer, an endpoint, or something that is not in the input. */
  readonly front: Party;
  readonly protocol: 'tcp' | 'udp';
  /** Absent: any port. */
  readonly port?: number | Unknown;
  /** Absent: the same port. */
  readonly targetPort?: number | Unknown;
  /** Whether the member sees the client's own address: of a network load balancer. */
  readonly keepsClient: boolean | Unknown;
  /** The listener, or what joins the two otherwise. */
  readonly by: Resource;
  /** The requests that it hands on; absent: all. */
  readonly routes?: readonly Route[];
  /** What it sends, where that is not what its clients send. */
  readonly sender?: Sender;
  /** What it opens connections as. @default `front` */
  readonly as?: Party;
  /** Why it may hand nothing on. */
  readonly unknown?: Unknown;
  /** Whether no security group or route applies behind it, since AWS carries the packets itself. */
  readonly isPrivateLink?: boolean;
}
