import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { listeners, protocolOf } from './balancers';

/** The policies of AWS that accept only TLS 1.2 and 1.3. */
const modern = /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

export const tlsPolicy = defineRule({
  id: 'elb/tls-policy',
  aliases: ['ELB-02'],
  title: 'TLS listeners of load balancers should require TLS 1.2 or later',
  severity: 'high',
  why: 'TLS 1.0 and 1.1 have known weaknesses. An attacker on the network can downgrade a client to them and read the traffic.',
  fix: 'Set ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06".',
  resources: listeners,
  check: (listener, { graph }) => {
    const protocol = protocolOf(graph, listener);
    if (protocol instanceof Unknown) return notKnown('protocol', 'HTTPS', protocol);
    if (protocol !== 'HTTPS' && protocol !== 'TLS') return [];
    return attribute(listener, 'ssl_policy', { default: 'ELBSecurityPolicy-2016-08' }).satisfies(
      'a policy that requires TLS 1.2 or later',
      (policy) => typeof policy === 'string' && modern.test(policy),
    );
  },
  examples: {
    good: {
      'TLS 1.3 and 1.2, of both kinds of load balancer': `
        resource "aws_lb_listener" "https" {
          protocol   = "HTTPS"
          ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
        }
        resource "aws_lb_listener" "tls" {
          protocol   = "TLS"
          ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
        }`,
    },
    bad: {
      'not set, which defaults to a policy of 2016': `
        resource "aws_lb_listener" "https" {
          protocol = "HTTPS"
        }`,
      'a newer policy that still accepts TLS 1.0': `
        resource "aws_lb_listener" "https" {
          protocol   = "HTTPS"
          ssl_policy = "ELBSecurityPolicy-TLS13-1-0-2021-06"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "policy" {}
        resource "aws_lb_listener" "https" {
          protocol   = "HTTPS"
          ssl_policy = var.policy
        }`,
    },
  },
});
