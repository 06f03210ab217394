import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { assertProp } from '../props';
import { resolved } from '../quotas/resolve';
import type { RuleTraffic } from './traffic';

/** What EC2 distinguishes rules by; a description or the peer's name in code makes no other rule. */
export interface RuleIdentity {
  readonly direction: 'egress' | 'ingress';
  readonly securityGroupId: string;
  readonly traffic: RuleTraffic;
  readonly other: object;
}

const written = new WeakMap<TerraformStack, Map<string, string>>();

/**
 * Throws a PropsError for a rule that the stack has under another name: one range under two names, one group imported twice. EC2 takes each rule once
 * (`InvalidPermission.Duplicate`, EC2 API reference, AuthorizeSecurityGroupIngress), so the apply would fail half-way through.
 */
export function assertRuleOnce(scope: IConstruct, id: string, rule: RuleIdentity): void {
  const stack = TerraformStack.of(scope);
  const rules = written.get(stack) ?? new Map<string, string>();
  written.set(stack, rules);
  const { direction, securityGroupId, traffic, other } = rule;
  const identity = JSON.stringify(resolved(stack, [direction, securityGroupId, traffic.key, other]));
  const first = rules.get(identity);
  const expected = `each ${direction} rule of a group once: EC2 takes it for the same as ${first ?? ''}`;
  assertProp(scope, 'connection', first === undefined, expected, id);
  rules.set(identity, `${scope.node.path}/${id}`);
}
