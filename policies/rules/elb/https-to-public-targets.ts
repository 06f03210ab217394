import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import { Unknown, type Value } from '../../../review/model/value';
import { isPublic, parseCidr } from '../../../review/network/cidr';

const expected = 'HTTPS to public targets';

export const httpsToPublicTargets = defineRule({
  id: 'elb/https-to-public-targets',
  aliases: ['ELB-11'],
  replaces: ['elb/targets'],
  title: 'Target groups should use HTTPS to public targets',
  severity: 'medium',
  why: 'HTTP to a public address crosses the internet in plaintext: requests, cookies and passwords can be read and changed on the way.',
  fix: 'Set protocol = "HTTPS", or register private addresses.',
  resources: ['aws_lb_target_group', 'aws_alb_target_group'],
  check: (group, { graph }) => {
    const [type, protocol] = [group.at('target_type') ?? 'instance', group.at('protocol') ?? ''];
    const isOther = (value: Value, one: string) => !(value instanceof Unknown) && asText(value) !== one;
    if (isOther(type, 'ip') || isOther(protocol, 'HTTP')) return [];
    const attachments = ['aws_lb_target_group_attachment', 'aws_alb_target_group_attachment'].flatMap(
      (type) => graph.children(group, type, 'target_group_arn').found,
    );
    return attachments.map((attachment) => {
      const target = attachment.at('target_id');
      const address = typeof target === 'string' ? parseCidr(target) : undefined;
      const doubt = [type, protocol, target].find((value): value is Unknown => value instanceof Unknown);
      const isKnownPrivate = address !== undefined && !isPublic(address);
      if (isKnownPrivate || (!address && !(target instanceof Unknown))) return pass;
      return doubt
        ? notKnown('protocol', expected, doubt)
        : failing('protocol', expected, `HTTP to ${asText(target ?? null)}`);
    });
  },
  examples: {
    good: {
      'HTTP to a private address': `
        resource "aws_lb_target_group" "app" {
          target_type = "ip"
          protocol    = "HTTP"
        }
        resource "aws_lb_target_group_attachment" "app" {
          target_group_arn = aws_lb_target_group.app.arn
          target_id        = "10.0.1.4"
        }`,
    },
    bad: {
      'HTTP to a public address': `
        resource "aws_lb_target_group" "app" {
          target_type = "ip"
          protocol    = "HTTP"
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
        }
        resource "aws_lb_target_group_attachment" "app" {
          target_group_arn = aws_lb_target_group.app.arn
          target_id        = var.target
        }`,
    },
  },
});
