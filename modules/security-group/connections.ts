import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { assertProp, checkProps, ipv4Range, matching, object, reference, satisfying, union } from '../props';
import { ec2Description } from './description';
import { portProp, portRange, type Port } from './port';
import { assertRuleOnce } from './rule-once';
import { ruleTraffic, trafficProp, type RuleTraffic, type Traffic } from './traffic';

/** Anything with a security group: `web.connections.allowTo(database, …)` takes it. */
export interface Connectable {
  readonly connections: Connections;
}

/** A security group that another module or stack made. */
export interface SecurityGroupRef {
  readonly securityGroupId: string;
}

/** Addresses that have no security group: a CIDR range, or a prefix list that AWS or the account keeps. */
export type AddressPeer =
  | {
      /** Stable, in construct ids: `office`. Under another name the same rule is destroyed and created at once, which EC2 may refuse: move it, as `terrace plan` tells. */
      readonly name: string;
      /** IPv4: `203.0.113.0/24`. */
      readonly cidr: string;
    }
  | { readonly name: string; readonly prefixListId: string };

export type Peer = Connectable | AddressPeer;

export const securityGroupId = matching(/^sg-[\w-]+$/, 'the id of a security group, such as sg-0a1b2c3d');

export const securityGroupRef = reference<SecurityGroupRef>('a security group', { securityGroupId });

/** Anything that has `Connections`; which class they are of, the class itself checks. */
export const connections = satisfying<Connections>(
  'the connections of a security group',
  (found) => typeof found === 'object' && found !== null && 'allowTo' in found,
);

export const connectable = reference<Connectable>('a connectable', { connections });

const name = matching(/^[a-z0-9][a-z0-9-]{0,62}$/, 'up to 63 lower-case letters, digits and hyphens', {
  structure: true,
});

/** No range is wider than /8, which is nobody's own: the world has `allowToInternet`, `allowFromInternet`. */
export const peerProp = union<Peer>('a peer', {
  connections: connectable,
  cidr: object<Extract<AddressPeer, { cidr: string }>>({ name, cidr: ipv4Range(8, 32) }),
  prefixListId: object<Extract<AddressPeer, { prefixListId: string }>>({
    name,
    prefixListId: matching(/^pl-[\w-]+$/, 'the id of a prefix list, such as pl-0a1b2c3d'),
  }),
});

export function isConnectable(peer: Peer): peer is Connectable {
  return 'connections' in peer;
}

/** The rule argument that names the addresses. */
export function addresses(peer: AddressPeer): { cidrIpv4: string } | { prefixListId: string } {
  return 'prefixListId' in peer ? { prefixListId: peer.prefixListId } : { cidrIpv4: peer.cidr };
}

const world = '0.0.0.0/0';
const ipv6World = '::/0';
/** Ports of remote administration, which no reason opens to the world: SSH and RDP (CIS 5.2, 5.3; EC2.53). */
const administrationPorts = [22, 3389];

const opening = { port: portProp, reason: ec2Description };
const connection = { peer: peerProp, port: trafficProp, reason: ec2Description };

/**
 * What a security group may talk to. Each method writes the rules of both sides from one declaration, below the side
 * that starts the connection, with ids from the peer's construct path (or name) and the ports: the order of
 * declarations changes nothing.
 *
 * Every method takes a reason, which becomes the rules' description. Towards the world only ports of TCP and UDP can be
 * opened; ICMP, and everything (`{ protocol: 'all' }`), only between this group and a peer that is named.
 *
 * @throws PropsError, from every method, for a connection declared twice, under the same name or another, a reason that AWS would refuse, a port out of
 * range, an administration port open to the world, all traffic of a prefix list.
 */
export class Connections extends Construct implements Connectable {
  constructor(
    scope: Construct,
    private readonly securityGroupId: string,
    /** Whether its network has IPv6, so that the internet is all of that too. */
    private readonly isDualStack = false,
  ) {
    super(scope, 'connections');
  }

  /** A group is its own connectable, so that an imported one can be passed as it is. */
  get connections(): Connections {
    return this;
  }

  /** Lets this group open connections to `peer`. */
  allowTo(peer: Peer, port: Traffic, reason: string): void {
    checkProps(this, connection, { peer, port, reason });
    const traffic = ruleTraffic(this, port);
    if (!isConnectable(peer)) {
      this.assertBounded(peer, traffic);
      this.rule(`to-${peer.name}-${traffic.key}`, 'egress', traffic, reason, addresses(peer));
      return;
    }
    const target = peer.connections;
    const id = `to-${target.key}-${traffic.key}`;
    this.rule(id, 'egress', traffic, reason, { referencedSecurityGroupId: target.securityGroupId });
    const other = { referencedSecurityGroupId: this.securityGroupId };
    assertRuleOnce(this, id, { direction: 'ingress', securityGroupId: target.securityGroupId, traffic, other });
    new VpcSecurityGroupIngressRule(this, `${id}-ingress`, {
      ...ruleOf(traffic, reason),
      ...other,
      securityGroupId: target.securityGroupId,
    });
  }

  /** Lets `peer` open connections to this group. */
  allowFrom(peer: Peer, port: Traffic, reason: string): void {
    checkProps(this, connection, { peer, port, reason });
    if (isConnectable(peer)) peer.connections.allowTo(this, port, reason);
    else this.allowFromAddresses(peer, port, reason);
  }

  /** Lets this group open connections to any IPv4 address, and to any IPv6 address where its network has IPv6. */
  allowToInternet(port: Port, reason: string): void {
    checkProps(this, opening, { port, reason });
    const traffic = ruleTraffic(this, port);
    this.rule(`to-internet-${traffic.key}`, 'egress', traffic, reason, { cidrIpv4: world });
    if (!this.isDualStack) return;
    this.rule(`to-internet-ipv6-${traffic.key}`, 'egress', traffic, reason, { cidrIpv6: ipv6World });
  }

  /** Lets any IPv4 address open connections to this group, and any IPv6 address where its network has IPv6. */
  allowFromInternet(port: Port, reason: string): void {
    checkProps(this, opening, { port, reason });
    const range = portRange(this, port);
    const opened = administrationPorts.filter((admin) => range.from <= admin && admin <= range.to);
    assertProp(this, 'port', opened.length === 0, `no administration port (${administrationPorts.join(', ')})`, port);
    const traffic = ruleTraffic(this, port);
    this.rule(`from-internet-${range.key}`, 'ingress', traffic, reason, { cidrIpv4: world });
    if (!this.isDualStack) return;
    this.rule(`from-internet-ipv6-${range.key}`, 'ingress', traffic, reason, { cidrIpv6: ipv6World });
  }

  /**
   * What a peer calls this side, in construct ids: the group's path below its stack, without the `security-group` that
   * most end in. Unlike a construct id it distinguishes two groups of a stack, and unlike the group's name it is the same in
   * every environment.
   */
  private get key(): string {
    const { scopes } = this.node;
    const path = scopes.slice(scopes.indexOf(TerraformStack.of(this)) + 1, -1).map(({ node }) => node.id);
    // As in addresses, a scope called Default is not seen.
    const seen = path.filter((id) => id !== 'Default');
    return seen.join('-').replace(/-security-group$/, '');
  }

  private allowFromAddresses(peer: AddressPeer, port: Traffic, reason: string): void {
    const traffic = ruleTraffic(this, port);
    this.assertBounded(peer, traffic);
    this.rule(`from-${peer.name}-${traffic.key}`, 'ingress', traffic, reason, addresses(peer));
  }

  /** What a prefix list has is not known here, and it may be the world. */
  private assertBounded(peer: AddressPeer, { ipProtocol }: RuleTraffic): void {
    const isBounded = ipProtocol !== '-1' || !('prefixListId' in peer);
    assertProp(this, 'peer', isBounded, 'a security group or an IPv4 range, for all traffic', peer);
  }

  private rule(
    id: string,
    direction: 'egress' | 'ingress',
    traffic: RuleTraffic,
    reason: string,
    other:
      { cidrIpv4: string } | { cidrIpv6: string } | { prefixListId: string } | { referencedSecurityGroupId: string },
  ): void {
    assertProp(this, 'connection', !this.node.tryFindChild(`${id}-${direction}`), 'each connection declared once', id);
    assertRuleOnce(this, id, { direction, securityGroupId: this.securityGroupId, traffic, other });
    const config = { ...ruleOf(traffic, reason), ...other, securityGroupId: this.securityGroupId };
    if (direction === 'egress') new VpcSecurityGroupEgressRule(this, `${id}-egress`, config);
    else new VpcSecurityGroupIngressRule(this, `${id}-ingress`, config);
  }
}

function ruleOf({ ipProtocol, fromPort, toPort }: RuleTraffic, reason: string) {
  return {
    ...{ description: reason, ipProtocol },
    ...(fromPort !== undefined && { fromPort }),
    ...(toPort !== undefined && { toPort }),
  };
}
