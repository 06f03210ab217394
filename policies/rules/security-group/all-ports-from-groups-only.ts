import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { placeOf } from '../../../review/network/openings';
import { hasPorts, portsText } from '../../../review/network/ports';
import { rulesWrittenIn, type GroupRule } from '../../../review/network/security-group-rules';
import { ingressTypes } from './world-ingress';

const expected = 'all ports only from the group itself or another group';

/** Whether a rule opens every port. Port 0 does not matter, since nothing listens on it. */
function isWhole({ protocol, ports }: GroupRule): boolean | Unknown {
  if (protocol instanceof Unknown) return protocol;
  if (protocol !== 'all' && !hasPorts(protocol)) return false;
  if (ports instanceof Unknown) return ports;
  return ports.from <= 1 && ports.to >= 65535;
}

function judge(rule: GroupRule): readonly Verdict[] {
  const others = rule.peers.filter(({ kind }) => kind !== 'group');
  const whole = others.length === 0 ? false : isWhole(rule);
  if (whole === false) return [];
  return others.map((peer) => {
    const place = placeOf(rule, peer.attribute);
    if (whole instanceof Unknown) return notKnown(place, expected, whole);
    const text = peer.kind === 'cidr' ? peer.cidr.text : peer.kind === 'unknown' ? String(peer.unknown) : peer.text;
    return failing(place, expected, `"${text}" on ${portsText(rule.protocol, rule.ports)}`);
  });
}

export const allPortsFromGroupsOnly = defineRule({
  id: 'security-group/all-ports-from-groups-only',
  aliases: ['SG-05'],
  title: 'Security groups should allow all ports only from other security groups',
  severity: 'high',
  why: 'A rule for all ports exposes whatever is started on the host later, such as a debugger, an agent or an admin console, to every address of the CIDR block.',
  fix: 'Set from_port and to_port to the ports that are needed, or reference a group with referenced_security_group_id (security_groups, self).',
  resources: ingressTypes,
  check: (resource, { graph }) => {
    const rules = rulesWrittenIn(graph, resource).filter(({ direction }) => direction === 'ingress');
    if (resource.type === 'aws_security_group_rule' && rules.length === 0) return [];
    return all(rules.flatMap(judge));
  },
  examples: {
    good: {
      'every port from itself and from the application': `
        resource "aws_security_group" "app" {}
        resource "aws_security_group" "nodes" {
          ingress {
            protocol        = "-1"
            from_port       = 0
            to_port         = 0
            self            = true
            security_groups = [aws_security_group.app.id]
            cidr_blocks     = null
          }
        }`,
      'some ports from the VPC': `
        resource "aws_security_group" "nodes" {}
        resource "aws_vpc_security_group_ingress_rule" "vpc" {
          security_group_id = aws_security_group.nodes.id
          ip_protocol       = "tcp"
          from_port         = 1024
          to_port           = 65535
          cidr_ipv4         = "10.0.0.0/16"
        }`,
    },
    bad: {
      'everything from the VPC': `
        resource "aws_security_group" "nodes" {}
        resource "aws_vpc_security_group_ingress_rule" "vpc" {
          security_group_id = aws_security_group.nodes.id
          ip_protocol       = "-1"
          cidr_ipv4         = "10.0.0.0/16"
        }`,
      'all TCP ports beside a rule for itself': `
        resource "aws_security_group" "nodes" {
          ingress {
            protocol  = "-1"
            from_port = 0
            to_port   = 0
            self      = true
          }
          ingress {
            protocol    = "tcp"
            from_port   = 0
            to_port     = 65535
            cidr_blocks = ["10.0.0.0/16"]
          }
        }`,
      'everything from itself and from a block': `
        resource "aws_security_group" "nodes" {}
        resource "aws_security_group_rule" "all" {
          type              = "ingress"
          security_group_id = aws_security_group.nodes.id
          protocol          = "udp"
          from_port         = 1
          to_port           = 65535
          ipv6_cidr_blocks  = ["fd00::/8"]
        }`,
    },
    unknown: {
      'ports of a variable without a value': `
        variable "last" {}
        resource "aws_security_group" "nodes" {
          ingress {
            protocol    = "tcp"
            from_port   = 0
            to_port     = var.last
            cidr_blocks = ["10.0.0.0/16"]
          }
        }`,
    },
  },
});
