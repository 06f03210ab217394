import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { accountId, ipv4Range, list, matching, optional, regionName, type Description, granteeName } from '../props';
import type { ServerNetwork } from '../server-group';
import { sessionPreferences } from '../server-group/server-group-props';
import { serverNetwork } from '../server-group/server-network';
import { instanceType, serverTags } from '../server-group/servers-props';
import { hoursProp, type BastionHours } from './hours';
import type { SessionPreferences } from './session-preferences';

/** A network with what a bastion needs to be reached by Session Manager without the internet. */
export type BastionNetwork = ServerNetwork;

export interface BastionProps {
  /** The bastion's name, unique in its account and region: `dev-bastion`. People find it, and are let in, by it. */
  readonly name: string;
  /** The account that owns the bastion: 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly network: BastionNetwork;
  /** How sessions go; one for each account and region. */
  readonly sessions: SessionPreferences;
  /** EC2's name: `t4g.nano`. The image follows its processor. */
  readonly instanceType: string;
  /**
   * IPv4 ranges that SSH comes from, /16 at the widest. With any, the bastion moves to the public subnets and has a public
   * address; keys come from EC2 Instance Connect, each for a minute, so there is none to hand out or to rotate.
   * @default none: no SSH, no public address
   */
  readonly sshFromCidrs?: readonly string[];
  /**
   * When the bastion runs; outside these hours there is no instance.
   * @default always
   */
  readonly hours?: BastionHours;
  /** The tags of instances, disks and network interfaces, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  /** Notified when there is no bastion, or it is unhealthy. */
  readonly topic: TopicRef;
}

export const people = granteeName();

export const bastionProps: Description<BastionProps> = {
  name: matching(/^[A-Za-z0-9-]{3,64}$/, '3 to 64 letters, digits and hyphens', { structure: true }),
  account: accountId,
  region: regionName,
  network: serverNetwork,
  sessions: sessionPreferences,
  // The image follows its processor.
  instanceType,
  sshFromCidrs: optional(list('IPv4 ranges', ipv4Range(16, 32, { structure: true }), { max: 10 }), 'none'),
  hours: optional(hoursProp, 'always'),
  tags: serverTags,
  topic: topicRef,
};
