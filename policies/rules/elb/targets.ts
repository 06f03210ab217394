import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';
import { isPublic, parseCidr } from '../../../review/network/cidr';

const expected = 'HTTPS to public targets';

/** Targets with a public address and an unencrypted protocol. */
function publicTargets(graph: Graph, group: Resource): readonly Verdict[] {
  const [type, protocol] = [group.at('target_type') ?? 'instance', group.at('protocol') ?? ''];
  const isOther = (value: Value, one: string) => !(value instanceof Unknown) && asText(value) !== one;
  if (isOther(type, 'ip') || isOther(protocol, 'HTTP')) return [];
  return ['aws_lb_target_group_attachment', 'aws_alb_target_group_attachment']
    .flatMap((type) => graph.children(group, type, 'target_group_arn').found)
    .flatMap((attachment): Verdict[] => {
      const target = attachment.at('target_id');
      const address = typeof target === 'string' ? parseCidr(target) : undefined;
      const doubt = [type, protocol, target].find((value): value is Unknown => value instanceof Unknown);
      const isKnownPrivate = address !== undefined && !isPublic(address);
      if (isKnownPrivate || (!address && !(target instanceof Unknown))) return [];
      return doubt
        ? [notKnown('protocol', expected, doubt)]
        : [failing('protocol', expected, `HTTP to ${asText(target ?? null)}`)];
    });
}

export const targets = defineRule({
  id: 'elb/targets',
  aliases: ['ELB-10'],
  title: 'Target groups check the health of their targets, and encrypt to public ones',
  severity: 'low',
  why: 'The default check asks for "/" and takes any 200: it keeps an application that is up and broken. HTTP to a public address crosses the internet in the clear.',
  fix: 'Add a health_check with the path that tells whether the application works, and protocol = "HTTPS" for targets outside.',
  resources: ['aws_lb_target_group', 'aws_alb_target_group'],
  check: (group, { graph }) => {
    const health =
      asText(group.at('target_type') ?? 'instance') === 'lambda'
        ? []
        : [
            attribute(group, 'health_check').isPresent('a health check'),
            attribute(group, 'health_check.enabled', { default: true }).is(true),
          ];
    return all([...health, ...publicTargets(graph, group)]);
  },
  examples: {
    good: {
      'a check, and HTTP to a private address': `
        resource "aws_lb_target_group" "app" {
          target_type = "ip"
          protocol    = "HTTP"
          health_check {
            path = "/health"
          }
        }
        resource "aws_lb_target_group_attachment" "app" {
          target_group_arn = aws_lb_target_group.app.arn
          target_id        = "10.0.1.4"
        }`,
    },
    bad: {
      'no check': `
        resource "aws_lb_target_group" "app" {
          protocol = "HTTP"
        }`,
      'HTTP to a public address': `
        resource "aws_lb_target_group" "app" {
          target_type = "ip"
          protocol    = "HTTP"
          health_check {
            path = "/health"
          }
        }
        resource "aws_lb_target_group_attachment" "app" {
          target_group_arn = aws_lb_target_group.app.arn
          target_id        = "198.51.100.7"
        }`,
    },
    unknown: {
      'a target of a variable without a value': `
        variable "target" {}
        resource "aws_lb_target_group" "app" {
          target_type = "ip"
          protocol    = "HTTP"
          health_check {
            path = "/health"
          }
        }
        resource "aws_lb_target_group_attachment" "app" {
          target_group_arn = aws_lb_target_group.app.arn
          target_id        = var.target
        }`,
    },
  },
});
