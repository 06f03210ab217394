import { defineRule } from '../../engine/rule';
import { all, failing, notKnown, type Verdict } from '../../engine/verdict';
import type { Graph } from '../../model/graph';
import { asText } from '../../model/configuration/text';
import { type Resource } from '../../model/resource';
import { Unknown } from '../../model/value';
import { isWorld, union, without, type Cidr, type Family } from '../../network/cidr';
import { readAcl, type AclRule } from '../../reach/acls';

const wanted = 'no SSH (22) or RDP (3389) from the world';

/** What the rules admit to a port: the first one that matches an address decides. */
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
    if (doubt) return [{ ...notKnown(placeOf(rule), wanted, doubt), by: rule.resource }];
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
      ...failing(placeOf(rule), wanted, `"${cidrs[0]?.text ?? ''}" to ${port}, rule ${String(rule.number)}`),
      by: rule.resource,
    }));
}

/** Why nobody can tell what a rule decides, where that matters: a rule that only denies cannot open anything. */
function doubtOf(rule: AclRule, left: readonly Cidr[], family: Family): Unknown | undefined {
  const peer = rule.peers.find((one) => one.kind === 'unknown' && (one.family ?? family) === family);
  if (rule.allows !== false && peer?.kind === 'unknown') return peer.unknown;
  if (!isWorld(left, family)) return undefined;
  const values = [rule.unknown, rule.number, rule.allows, rule.protocol];
  return values.find((value): value is Unknown => value instanceof Unknown);
}

/** The attribute of a rule apart; inline rules are told by their number. */
function placeOf({ resource }: AclRule): string {
  return resource.type === 'aws_network_acl_rule' ? 'cidr_block' : 'ingress';
}

const judgedAcls = new WeakMap<Graph, Map<Resource, ReturnType<typeof judge>>>();
/** AWS takes 40 at most. */
const mostRules = 200;

/** The verdicts on all rules of an ACL, found once for each. */
function judgedAcl(graph: Graph, acl: Resource): ReturnType<typeof judge> {
  const ofGraph = judgedAcls.get(graph) ?? new Map<Resource, ReturnType<typeof judge>>();
  judgedAcls.set(graph, ofGraph);
  const known = ofGraph.get(acl);
  if (known) return known;
  const { rules } = readAcl(graph, acl);
  const tooMany = { ...notKnown('ingress', wanted, `${acl.address} has more rules than AWS takes`), by: acl };
  const judged =
    rules.length > mostRules
      ? [tooMany]
      : ([4, 6] as const).flatMap((family) => [22, 3389].flatMap((port) => judge(rules, port, family)));
  ofGraph.set(acl, judged);
  return judged;
}

export const aclAdminPorts = defineRule({
  id: 'vpc/acl-admin-ports',
  aliases: ['NET-05'],
  title: 'No network ACL lets the world reach SSH or RDP',
  severity: 'high',
  why: 'The ACL is what still holds when somebody opens a security group by mistake; one that lets 22 and 3389 in holds nothing.',
  fix: 'Put a rule that denies 22 and 3389 from 0.0.0.0/0 and ::/0 before the one that allows, or narrow its cidr_block or its ports.',
  resources: ['aws_network_acl', 'aws_default_network_acl', 'aws_network_acl_rule'],
  check: (resource, { graph }) => {
    const isRule = resource.type === 'aws_network_acl_rule';
    if (isRule && asText(resource.at('egress') ?? false) === 'true') return [];
    const types = ['aws_network_acl', 'aws_default_network_acl'];
    const acl = isRule ? graph.resolve(resource.at('network_acl_id'), ...types) : resource;
    if (acl instanceof Unknown) return notKnown('network_acl_id', wanted, acl);
    if (acl === undefined) return notKnown('network_acl_id', wanted, 'its network ACL is not in the input');
    const judged = judgedAcl(graph, acl);
    return all(judged.filter(({ by }) => by === resource).map(({ by: _, ...verdict }) => verdict)).slice(0, 1);
  },
  examples: {
    good: {
      'HTTPS and replies from the world, RDP denied before them': `
        resource "aws_network_acl" "main" {
          ingress {
            rule_no    = 200
            action     = "allow"
            protocol   = "tcp"
            from_port  = 1024
            to_port    = 65535
            cidr_block = "0.0.0.0/0"
          }
          ingress {
            rule_no    = 100
            action     = "deny"
            protocol   = "tcp"
            from_port  = 3389
            to_port    = 3389
            cidr_block = "0.0.0.0/0"
          }
          ingress {
            rule_no    = 300
            action     = "allow"
            protocol   = "tcp"
            from_port  = 443
            to_port    = 443
            cidr_block = "0.0.0.0/0"
          }
        }`,
      'everything from the VPC': `
        resource "aws_network_acl" "main" {}
        resource "aws_network_acl_rule" "vpc" {
          network_acl_id = aws_network_acl.main.id
          rule_number    = 100
          rule_action    = "allow"
          protocol       = "-1"
          cidr_block     = "10.0.0.0/8"
        }`,
    },
    bad: {
      'everything from the world': `
        resource "aws_network_acl" "main" {
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "-1"
            from_port  = 0
            to_port    = 0
            cidr_block = "0.0.0.0/0"
          }
        }`,
      'SSH denied after it was allowed': `
        resource "aws_network_acl" "main" {}
        resource "aws_network_acl_rule" "deny" {
          network_acl_id = aws_network_acl.main.id
          rule_number    = 200
          rule_action    = "deny"
          protocol       = "tcp"
          from_port      = 22
          to_port        = 22
          cidr_block     = "0.0.0.0/0"
        }
        resource "aws_network_acl_rule" "allow" {
          network_acl_id = aws_network_acl.main.id
          rule_number    = 100
          rule_action    = "allow"
          protocol       = "tcp"
          from_port      = 0
          to_port        = 65535
          cidr_block     = "0.0.0.0/0"
        }`,
      'denied in IPv4 only': `
        resource "aws_network_acl" "main" {
          ingress {
            rule_no    = 100
            action     = "deny"
            protocol   = "tcp"
            from_port  = 22
            to_port    = 22
            cidr_block = "0.0.0.0/0"
          }
          ingress {
            rule_no         = 200
            action          = "allow"
            protocol        = "6"
            from_port       = 22
            to_port         = 22
            ipv6_cidr_block = "::/0"
          }
        }`,
      'two halves of the world': `
        resource "aws_network_acl" "main" {}
        resource "aws_network_acl_rule" "half" {
          for_each       = { 100 = "0.0.0.0/1", 200 = "128.0.0.0/1" }
          network_acl_id = aws_network_acl.main.id
          rule_number    = each.key
          rule_action    = "allow"
          protocol       = "tcp"
          from_port      = 3389
          to_port        = 3389
          cidr_block     = each.value
        }`,
    },
    unknown: {
      'an action of a variable without a value': `
        variable "action" {}
        resource "aws_network_acl" "main" {
          ingress {
            rule_no    = 100
            action     = var.action
            protocol   = "-1"
            from_port  = 0
            to_port    = 0
            cidr_block = "0.0.0.0/0"
          }
        }`,
    },
  },
});
