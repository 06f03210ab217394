import { failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { memoized } from '../../../review/memoize';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { isWorld, union, without, type Cidr, type Family } from '../../../review/network/cidr';
import { readAcl, type AclRule } from '../../../review/reach/network-acls';

export const expected = 'no SSH (22) or RDP (3389) from the internet';

/** What the rules allow to a port: the first rule that matches an address decides. */
function judge(rules: readonly AclRule[], port: number, family: Family): readonly (Verdict & { by: Resource })[] {
  const decided: Cidr[] = [];
  const admitted: { rule: AclRule; cidrs: Cidr[] }[] = [];
  for (const rule of rules) {
    const isOther = rule.protocol !== 'all' && rule.protocol !== 'tcp';
    if (rule.direction !== 'ingress' || rule.from > port || port > rule.to) continue;
    if (isOther && !(rule.protocol instanceof Unknown)) continue;
    const cidrs = rule.peers.flatMap((peer) =>
      peer.kind === 'cidr' && peer.cidr.family === family ? [peer.cidr] : [],
    );
    const left = cidrs.flatMap((cidr) => without(cidr, union(decided, family)));
    const doubt = doubtOf(rule, left, family);
    if (doubt) return [{ ...notKnown(placeOf(rule), expected, doubt), by: rule.resource }];
    if (rule.allows === true) admitted.push({ rule, cidrs: left });
    decided.push(...cidrs);
  }
  if (
    !isWorld(
      admitted.flatMap(({ cidrs }) => cidrs),
      family,
    )
  )
    return [];
  return admitted
    .filter(({ cidrs }) => isWorld(cidrs, family) || cidrs.some(({ first, last }) => last - first > 1n << 22n))
    .map(({ rule, cidrs }) => ({
      ...failing(placeOf(rule), expected, `"${cidrs[0]?.text ?? ''}" to ${port}, rule ${String(rule.number)}`),
      by: rule.resource,
    }));
}

/** Why the effect of a rule is not known. A rule that only denies cannot open anything. */
function doubtOf(rule: AclRule, left: readonly Cidr[], family: Family): Unknown | undefined {
  const peer = rule.peers.find((one) => one.kind === 'unknown' && (one.family ?? family) === family);
  if (rule.allows !== false && peer?.kind === 'unknown') return peer.unknown;
  if (!isWorld(left, family)) return undefined;
  const values = [rule.unknown, rule.number, rule.allows, rule.protocol];
  return values.find((value): value is Unknown => value instanceof Unknown);
}

/** The attribute of a separate rule; inline rules are identified by their number. */
function placeOf({ resource }: AclRule): string {
  return resource.type === 'aws_network_acl_rule' ? 'cidr_block' : 'ingress';
}

/** AWS allows at most 40. */
const mostRules = 200;

/** The verdicts on all rules of an ACL. */
export const judgedAcl = memoized((graph: Graph, acl: Resource): ReturnType<typeof judge> => {
  const { rules } = readAcl(graph, acl);
  const tooMany = { ...notKnown('ingress', expected, `${acl.address} has more rules than AWS allows`), by: acl };
  return rules.length > mostRules
    ? [tooMany]
    : ([4, 6] as const).flatMap((family) => [22, 3389].flatMap((port) => judge(rules, port, family)));
});
