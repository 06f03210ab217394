import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  accountId,
  ipv4Range,
  list,
  map,
  matching,
  optional,
  reference,
  regionName,
  satisfying,
  text,
  type Description,
  granteeName,
} from '../props';
import { connectable, type Connectable } from '../security-group/connections';
import { hoursProp, type BastionHours } from './hours';
import { SessionPreferences } from './session-preferences';

/** A network with what a bastion needs to be reached by Session Manager without the internet. */
export interface BastionNetwork extends NetworkRef {
  /**
   * The interface endpoints' security group.
   * @default none: the bastion goes to the internet, on 443 only
   */
  readonly endpoints?: Connectable;
  /**
   * The services that have one, by short name. Unless `kms`, `logs`, `ssm` and `ssmmessages` are among them, the bastion goes
   * to the internet, as without any.
   * @default none
   */
  readonly interfaceEndpoints?: readonly string[];
  /** S3's addresses, where Amazon Linux has its packages. */
  readonly s3PrefixListId: string;
}

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

const sessionPreferences = satisfying<SessionPreferences>(
  'a SessionPreferences',
  (found) => found instanceof SessionPreferences,
);
export const people = granteeName();
const tag = (max: number) =>
  text(`up to ${max} characters, not aws: in front`, (value) => value.length <= max && !/^aws:/i.test(value));

export const bastionProps: Description<BastionProps> = {
  name: matching(/^[A-Za-z0-9-]{3,64}$/, '3 to 64 letters, digits and hyphens', { structure: true }),
  account: accountId,
  region: regionName,
  network: reference<BastionNetwork>('a network', {
    ...(networkRef.members as Description<NetworkRef>),
    endpoints: optional(connectable, 'none'),
    interfaceEndpoints: optional(
      list('services', matching(/^[a-z0-9.-]{1,63}$/, 'the short name of a service', { structure: true }), { max: 50 }),
      'none',
    ),
    s3PrefixListId: matching(/^pl-[\w-]+$/, 'the id of a prefix list, such as pl-0a1b2c3d'),
  }),
  sessions: sessionPreferences,
  // The image follows its processor.
  instanceType: matching(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "EC2's name, such as t4g.nano", { structure: true }),
  sshFromCidrs: optional(list('IPv4 ranges', ipv4Range(16, 32, { structure: true }), { max: 10 }), 'none'),
  hours: optional(hoursProp, 'always'),
  tags: map('tags', tag(128), tag(256), { max: 49, source: 'Tagging AWS resources user guide' }),
  topic: topicRef,
};
