import { NetworkAclRule } from '@cdktf/provider-aws/lib/network-acl-rule';
import { TerraformStack } from 'cdktf';
import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import { rangeKey } from './route-target';

export interface DataTierRulesProps {
  readonly networkAclId: string;
  readonly ranges: readonly string[];
  readonly ports: readonly number[];
}

/** Clear of the numbers of the tiers' own rules, which are below 1000. AWS takes 1 to 32766 (EC2 API reference, CreateNetworkAclEntry). */
const [firstNumber, numbers] = [1000, 30_000];
/** Where clients of any operating system wait for replies (VPC user guide, Custom network ACLs, Ephemeral ports). */
const ephemeral = { fromPort: 1024, toPort: 65_535 };

/** What each ACL of a stack has by number; the ACL by its id, as the stack refers to it. */
const written = new WeakMap<TerraformStack, Map<string, string>>();

/**
 * The rules of a data tier's network ACL that admit other networks: in, the ports from the ranges; out, replies to the ranges. ACLs keep no state, so the
 * replies are a range of ports; the data tier itself can open no connection to the other network, since what comes back to it is not let in.
 */
export class DataTierRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DataTierRulesProps,
  ) {
    super(scope, id);
    for (const range of props.ranges) {
      for (const port of props.ports) this.rule(range, `tcp-${port}`, { egress: false, fromPort: port, toPort: port });
      this.rule(range, 'replies', { egress: true, ...ephemeral });
    }
  }

  private rule(cidrBlock: string, what: string, opening: { egress: boolean; fromPort: number; toPort: number }): void {
    const key = `${opening.egress ? 'egress' : 'ingress'}-${rangeKey(cidrBlock)}-${what}`;
    new NetworkAclRule(this, key, {
      networkAclId: this.props.networkAclId,
      ruleNumber: this.numberOf(key, opening.egress),
      ruleAction: 'allow',
      protocol: 'tcp',
      cidrBlock,
      ...opening,
    });
  }

  /** From the rule itself, so that one added or removed renumbers no other. */
  private numberOf(key: string, egress: boolean): number {
    const stack = TerraformStack.of(this);
    const taken = written.get(stack) ?? new Map<string, string>();
    written.set(stack, taken);
    const place = (offset: number) => `${this.props.networkAclId} ${egress} ${offset}`;
    let offset = createHash('sha256').update(key).digest().readUInt32BE() % numbers;
    while (taken.has(place(offset))) offset = (offset + 1) % numbers;
    taken.set(place(offset), key);
    return firstNumber + offset;
  }
}
