import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { some, type Truth } from '../../../review/iam/three-valued-logic';
import { Unknown } from '../../../review/model/value';
import type { Opening } from '../../../review/network/openings';
import { portsText } from '../../../review/network/ports';
import type { GroupRule } from '../../../review/network/security-group-rules';
import { balancers, ofKinds } from './balancers';
import { admittedTo } from './reached-from';

const expected = 'only the prefix list on its ports';

/** Whether a rule and an opening have a port in common. */
function meets({ protocol, ports }: GroupRule, opening: Opening): Truth {
  if (protocol instanceof Unknown) return protocol;
  if (ports instanceof Unknown) return ports;
  const isSame = protocol === opening.protocol || protocol === 'all' || opening.protocol === 'all';
  return isSame && ports.from <= opening.ports.to && opening.ports.from <= ports.to;
}

export const prefixListAlone = defineRule({
  id: 'elb/prefix-list-alone',
  aliases: [],
  title: 'Load balancers that admit a prefix list should not admit the internet on the same ports',
  severity: 'high',
  why: 'The prefix list of CloudFront lets requests come through the distribution and its web ACL. If the internet is admitted beside it, attackers send their requests to the load balancer and pass neither.',
  fix: 'Remove the ingress rule from 0.0.0.0/0 (::/0), and have the listener ask for a header that only your distribution sends.',
  resources: balancers,
  check: (balancer, { graph }) =>
    ofKinds(balancer, ['application', 'network'], () => {
      const { lists, world, unknown: other } = admittedTo(graph, balancer);
      const verdicts = world.flatMap((opening): Verdict[] => {
        const isBeside = some(lists, (list) => meets(list, opening));
        if (isBeside === false) return [];
        const { rule, protocol, ports, unknown } = opening;
        const doubt = isBeside instanceof Unknown ? isBeside : unknown;
        const found = `${rule.resource.address}, the internet on ${portsText(protocol, ports)}`;
        return [doubt ? notKnown('security_groups', expected, doubt) : failing('security_groups', expected, found)];
      });
      return all(other ? [...verdicts, notKnown('security_groups', expected, other)] : verdicts);
    }),
  examples: {
    good: {
      'CloudFront on 443, and the internet on 80 to be redirected': `
        resource "aws_security_group" "web" {
          ingress {
            protocol        = "tcp"
            from_port       = 443
            to_port         = 443
            prefix_list_ids = ["pl-4fa04526"]
          }
          ingress {
            protocol    = "tcp"
            from_port   = 80
            to_port     = 80
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_lb" "web" {
          security_groups = [aws_security_group.web.id]
        }`,
      'the internet without a prefix list': `
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_lb" "web" {
          security_groups = [aws_security_group.web.id]
        }`,
    },
    bad: {
      'the internet beside CloudFront, in another rule of the group': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "cloudfront" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
          prefix_list_id    = "pl-4fa04526"
        }
        resource "aws_vpc_security_group_ingress_rule" "test" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
          cidr_ipv4         = "0.0.0.0/0"
        }
        resource "aws_lb" "web" {
          security_groups = [aws_security_group.web.id]
        }`,
      'the internet by another group, on all ports': `
        resource "aws_security_group" "cloudfront" {
          ingress {
            protocol        = "tcp"
            from_port       = 443
            to_port         = 443
            prefix_list_ids = ["pl-4fa04526"]
          }
        }
        resource "aws_security_group" "open" {
          ingress {
            protocol         = "-1"
            from_port        = 0
            to_port          = 0
            ipv6_cidr_blocks = ["::/0"]
          }
        }
        resource "aws_lb" "web" {
          security_groups = [aws_security_group.cloudfront.id, aws_security_group.open.id]
        }`,
    },
    unknown: {
      'addresses of a variable without a value': `
        variable "cidr" {}
        resource "aws_security_group" "web" {
          ingress {
            protocol        = "tcp"
            from_port       = 443
            to_port         = 443
            prefix_list_ids = ["pl-4fa04526"]
            cidr_blocks     = [var.cidr]
          }
        }
        resource "aws_lb" "web" {
          security_groups = [aws_security_group.web.id]
        }`,
    },
  },
});
