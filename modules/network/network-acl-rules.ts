import { createHash } from 'node:crypto';
import type { NetworkRef, Tier } from './network-ref';

/** A rule of a network ACL, in the provider's words. `id` and `ruleNumber` are constants: another number is another rule. */
export interface NetworkAclRuleConfig {
  readonly id: string;
  readonly ruleNumber: number;
  readonly egress: boolean;
  readonly ruleAction: 'allow' | 'deny';
  /** ICMPv6 by its number: the provider has no name for it. */
  readonly protocol: 'tcp' | 'udp' | 'icmp' | '58';
  readonly cidrBlock?: string;
  readonly ipv6CidrBlock?: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

/** The first rule that matches decides, so the order of these numbers is the policy. Gaps are for rules to come. */
const numbers = {
  vpcTcp: 100,
  vpcUdp: 110,
  secondaryTcp: 120,
  secondaryUdp: 130,
  worldRdp: 200,
  worldHttps: 300,
  worldHttp: 310,
  worldReplies: 400,
  worldTcp: 500,
  worldFragmentation: 600,
  firstSsh: 1000,
};
/** Rules of IPv6 are right behind those of IPv4 that they are like. AWS counts either for itself, to 20 (Amazon VPC User Guide, "Amazon VPC quotas"). */
const ipv6Offset = 1;
/** AWS takes 1 to 32766. */
const sshNumbers = 30_000;

const anyPort = { fromPort: 0, toPort: 65_535 };
/** Where clients, load balancers and NAT gateways (1024 to 65535, the widest of them) wait for replies. */
const ephemeral = { fromPort: 1024, toPort: 65_535 };

/**
 * What each tier lets in and out. Security groups say who talks to whom; the ACLs hold what no group may undo:
 *
 * | tier | in from the world | in from the VPC | out |
 * |---|---|---|---|
 * | public | HTTPS, HTTP, replies; SSH from `sshFromCidrs` | TCP, UDP | TCP to the world, TCP and UDP to the VPC |
 * | private | replies | TCP, UDP | TCP to the world, TCP and UDP to the VPC |
 * | data | nothing | TCP | TCP to the VPC |
 *
 * ACLs keep no state, so replies come back as a range of ports. RDP's lies in it and is closed first, at a price: of 64,512
 * connections through a NAT gateway, the one from its port 3389 times out.
 *
 * With IPv6 each rule has another beside it that lets the same through, but for SSH, which comes from IPv4 alone.
 *
 * An ACL cannot name S3's prefix list, so the data tier has no gateway endpoints either.
 */
export function networkAclRules(
  tier: Tier,
  { cidr, ipv6Cidr }: Pick<NetworkRef, 'cidr' | 'ipv6Cidr'>,
  sshFromCidrs: readonly string[],
): readonly NetworkAclRuleConfig[] {
  const vpc = { ruleAction: 'allow', cidrBlock: cidr, ...anyPort } as const;
  const vpcTcp = { ...vpc, id: 'vpc-tcp', ruleNumber: numbers.vpcTcp, protocol: 'tcp' } as const;
  const vpcUdp = { ...vpc, id: 'vpc-udp', ruleNumber: numbers.vpcUdp, protocol: 'udp' } as const;
  const withinVpc = { data: [vpcTcp], private: [vpcTcp, vpcUdp], public: [vpcTcp, vpcUdp] }[tier];
  const fromWorld = {
    data: [],
    private: [worldRdp, worldReplies, worldFragmentation],
    public: [worldRdp, worldHttps, worldHttp, worldReplies, worldFragmentation],
  }[tier];
  const toWorld = tier === 'data' ? [] : [worldTcp, worldFragmentation];
  const both = (rules: readonly Rule[]) =>
    ipv6Cidr === undefined ? rules : rules.flatMap((rule) => [rule, inIpv6(rule, ipv6Cidr)]);
  const fromSsh = tier === 'public' ? ssh(sshFromCidrs) : [];
  return [
    ...[...both([...withinVpc, ...fromWorld]), ...fromSsh].map((rule) => ({ ...rule, egress: false })),
    ...both([...withinVpc, ...toWorld]).map((rule) => ({ ...rule, egress: true })),
  ];
}

/** What a secondary range of the VPC adds: its hosts are of the VPC for every tier. */
export function secondaryAclRules(tier: Tier, cidrBlock: string): readonly NetworkAclRuleConfig[] {
  const range = { ruleAction: 'allow', cidrBlock, ...anyPort } as const;
  const tcp = { ...range, id: 'secondary-tcp', ruleNumber: numbers.secondaryTcp, protocol: 'tcp' } as const;
  const udp = { ...range, id: 'secondary-udp', ruleNumber: numbers.secondaryUdp, protocol: 'udp' } as const;
  const rules = tier === 'data' ? [tcp] : [tcp, udp];
  return [false, true].flatMap((egress) => rules.map((rule) => ({ ...rule, egress })));
}

type Rule = Omit<NetworkAclRuleConfig, 'egress'>;

/** The rule of IPv6 with the same intent. */
function inIpv6({ cidrBlock, ...rule }: Rule, vpcIpv6Cidr: string): Rule {
  return {
    ...rule,
    id: `${rule.id}-ipv6`,
    ruleNumber: rule.ruleNumber + ipv6Offset,
    ipv6CidrBlock: cidrBlock === world.cidrBlock ? '::/0' : vpcIpv6Cidr,
    ...(rule.id === worldFragmentation.id && packetTooBig),
  };
}

const world = { ruleAction: 'allow', protocol: 'tcp', cidrBlock: '0.0.0.0/0' } as const;
const worldRdp = {
  ...world,
  id: 'world-rdp',
  ruleNumber: numbers.worldRdp,
  ruleAction: 'deny',
  fromPort: 3389,
  toPort: 3389,
} as const;
const worldHttps = { ...world, id: 'world-https', ruleNumber: numbers.worldHttps, fromPort: 443, toPort: 443 };
const worldHttp = { ...world, id: 'world-http', ruleNumber: numbers.worldHttp, fromPort: 80, toPort: 80 };
const worldReplies = { ...world, id: 'world-replies', ruleNumber: numbers.worldReplies, ...ephemeral };
const worldTcp = { ...world, id: 'world-tcp', ruleNumber: numbers.worldTcp, ...anyPort };
/** "Fragmentation needed", without which a path with a smaller packet size swallows large replies. */
const worldFragmentation = {
  ...world,
  id: 'world-fragmentation',
  ruleNumber: numbers.worldFragmentation,
  protocol: 'icmp',
  icmpType: 3,
  icmpCode: 4,
} as const;

/** "Packet too big", which is fragmentation needed in IPv6 (RFC 4443, 3.2). */
const packetTooBig = { protocol: '58', icmpType: 2, icmpCode: 0 } as const;

/** Numbered from the ranges themselves, so that one added or removed renumbers no other. */
function ssh(cidrs: readonly string[]): readonly Rule[] {
  const taken = new Set<number>();
  return [...cidrs].sort().map((cidrBlock) => {
    let offset = createHash('sha256').update(cidrBlock).digest().readUInt32BE() % sshNumbers;
    while (taken.has(offset)) offset = (offset + 1) % sshNumbers;
    taken.add(offset);
    const id = `ssh-${cidrBlock.replace(/[./]/g, '-')}`;
    return { ...world, id, ruleNumber: numbers.firstSsh + offset, cidrBlock, fromPort: 22, toPort: 22 };
  });
}
