import { Attribute, attributeOf, eachBlock } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { step, Unknown } from '../../../review/model/value';
import { listeners, protocolOf } from './balancers';

const expected = 'a redirect to HTTPS';

/** Whether every action of a listener, or of a rule of it, redirects to HTTPS. */
function redirects(resource: Resource, name: string, place = ''): readonly Verdict[] {
  const actions = eachBlock(resource, name);
  if (actions instanceof Unknown) return [notKnown(`${place}${name}`, expected, actions)];
  if (actions.length === 0) return [failing(`${place}${name}`, expected, 'nothing')];
  return actions.map((action) => {
    const type = attributeOf(action, 'type').is('redirect');
    const protocol = new Attribute(
      `${action.path}.redirect.protocol`,
      step(step(action.values, 'redirect'), 'protocol') ?? '#{protocol}',
    ).is('HTTPS');
    const verdict = type.status === 'pass' ? protocol : type;
    return 'attribute' in verdict ? { ...verdict, attribute: `${place}${verdict.attribute}`, expected } : verdict;
  });
}

export const redirectToHttps = defineRule({
  id: 'elb/redirect-to-https',
  aliases: ['ELB-01'],
  title: 'HTTP listeners of load balancers should redirect all requests to HTTPS',
  severity: 'high',
  why: 'Anyone on the network path can read and change HTTP traffic, including sessions and passwords.',
  fix: 'Set protocol = "HTTPS" with a certificate_arn, or default_action { type = "redirect", redirect { protocol = "HTTPS", port = "443", status_code = "HTTP_301" } }.',
  resources: listeners,
  check: (listener, { graph }) => {
    const protocol = protocolOf(graph, listener);
    if (protocol instanceof Unknown) return notKnown('protocol', 'HTTPS', protocol);
    if (protocol === 'HTTPS' || protocol === 'TLS') return pass;
    if (protocol !== 'HTTP') return [];
    const rules = ['aws_lb_listener_rule', 'aws_alb_listener_rule'].map((type) =>
      graph.children(listener, type, 'listener_arn'),
    );
    return all([
      ...redirects(listener, 'default_action'),
      ...rules.flatMap(({ found, unknown }) => [
        ...found.flatMap((rule) => redirects(rule, 'action', `${rule.address} `)),
        ...(unknown ? [notKnown(undefined, expected, unknown)] : []),
      ]),
    ]);
  },
  examples: {
    good: {
      'HTTPS, and HTTP that redirects to it': `
        resource "aws_lb_listener" "https" {
          protocol = "HTTPS"
          default_action {
            type = "forward"
          }
        }
        resource "aws_lb_listener" "http" {
          protocol = "HTTP"
          default_action {
            type = "redirect"
            redirect {
              protocol    = "HTTPS"
              port        = "443"
              status_code = "HTTP_301"
            }
          }
        }`,
    },
    bad: {
      'HTTP without a redirect': `
        resource "aws_lb_listener" "http" {
          protocol = "HTTP"
          default_action {
            type = "forward"
          }
        }`,
      'no protocol, which is HTTP': `
        resource "aws_lb" "web" {}
        resource "aws_lb_listener" "http" {
          load_balancer_arn = aws_lb.web.arn
          default_action {
            type = "forward"
          }
        }`,
      'a redirect that stays with HTTP': `
        resource "aws_lb_listener" "http" {
          protocol = "HTTP"
          default_action {
            type = "redirect"
            redirect {
              path        = "/new"
              status_code = "HTTP_301"
            }
          }
        }`,
      'a rule that serves HTTP although the default redirects': `
        resource "aws_alb_listener" "http" {
          protocol = "HTTP"
          default_action {
            type = "redirect"
            redirect {
              protocol    = "HTTPS"
              status_code = "HTTP_301"
            }
          }
        }
        resource "aws_lb_listener_rule" "api" {
          listener_arn = aws_alb_listener.http.arn
          action {
            type = "forward"
          }
        }`,
    },
    unknown: {
      'a protocol of a variable without a value': `
        variable "protocol" {}
        resource "aws_lb_listener" "web" {
          protocol = var.protocol
        }`,
    },
  },
});
