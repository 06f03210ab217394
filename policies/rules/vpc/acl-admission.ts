import { failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { memoized } from '../../../review/memoize';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { isWorld, union, without, type Cidr, type Family } from '../../../review/network/cidr';
import { readAcl, type AclRule } from '../../../review/reach/network-acls';

export const expected = 'no SSH (22) or RDP (3389) from the internet';

/**
 * What the rules allow to a port. A rule that an earlier one denies all of opens nothing; one that an earlier one allows
 * all of is as open as that.
 */
function judge(rules: readonly AclRule[], port: number, family: Family): readonly (Verdict & { by: Resource })[] {
  const about = rules.filter((rule) => isAbout(rule, port));
  const [denied, decided]: [Cidr[], Cidr[]] = [[], []];
  const admitted: { rule: AclRule; cidrs: Cidr[]; added: Cidr[]; unless: Unknown | undefined }[] = [];
  const unknown: (Verdict & { by: Resource })[] = [];
  let mayDeny: Unknown | undefined;
  for (const rule of about) {
    const written = rule.peers.flatMap((peer) =>
      peer.kind === 'cidr' && peer.cidr.family === family ? [peer.cidr] : [],
    );
    const [cidrs, added] = [denied, decided].map((others) =>
      written.flatMap((cidr) => without(cidr, union(others, family))),
    ) as [Cidr[], Cidr[]];
    const doubt = doubtOf(rule, family, about);
    if (doubt && rule.allows !== true) mayDeny ??= doubt;
    if (doubt && rule.allows !== false && mayBeWorld(rule, cidrs, family))
      unknown.push({ ...notKnown(placeOf(rule), expected, doubt), by: rule.resource });
    if (doubt) continue;
    if (rule.allows === true) admitted.push({ rule, cidrs, added, unless: mayDeny });
    else denied.push(...written);
    decided.push(...written);
  }
  const all = admitted.flatMap(({ cidrs }) => cidrs);
  if (!isWorld(all, family)) return unknown;
  const open = admitted.filter(
    ({ cidrs, added }) => isWorld(cidrs, family) || added.some(({ first, last }) => last - first > 1n << 22n),
  );
  return [
    ...open.map(({ rule, cidrs, unless }) => {
      const found = `"${cidrs[0]?.text ?? ''}" to ${port}, rule ${String(rule.number)}`;
      const verdict = unless ? notKnown(placeOf(rule), expected, unless) : failing(placeOf(rule), expected, found);
      return { ...verdict, by: rule.resource };
    }),
    ...unknown,
  ];
}

function isAbout({ direction, protocol, from, to }: AclRule, port: number): boolean {
  const isOfProtocol = protocol === 'all' || protocol === 'tcp' || protocol instanceof Unknown;
  return direction === 'ingress' && isOfProtocol && from <= port && port <= to;
}

/** Why it is not known what a rule matches, whether it allows it, or whether a rule that denies it is tried before. */
function doubtOf(rule: AclRule, family: Family, all: readonly AclRule[]): Unknown | undefined {
  const peer = rule.peers.find((one) => one.kind === 'unknown' && (one.family ?? family) === family);
  if (peer?.kind === 'unknown') return peer.unknown;
  const isOrdered = rule.allows !== true || all.some(({ allows }) => allows !== true);
  const values = [rule.unknown, isOrdered && rule.number, rule.allows, rule.protocol];
  return values.find((value): value is Unknown => value instanceof Unknown);
}

function mayBeWorld({ peers }: AclRule, cidrs: readonly Cidr[], family: Family): boolean {
  return isWorld(cidrs, family) || peers.some((one) => one.kind === 'unknown' && (one.family ?? family) === family);
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
