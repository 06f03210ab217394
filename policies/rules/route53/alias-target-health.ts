import { attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { isAbsent, Reference, Unknown } from '../../../review/model/value';
import { isRouted } from './routing';

/** The hosted zone of every CloudFront distribution (Route 53 API reference, AliasTarget, HostedZoneId). */
const cloudFrontZone = 'Z2FDTNDATAQYW2';
const evaluates = 'alias.evaluate_target_health';

/** Whether an alias is of a distribution, whose health Route 53 cannot evaluate; or the value that would tell. */
function ofDistribution(record: Resource, { graph }: Context): boolean | Unknown {
  const zone = record.at('alias.zone_id');
  const name = record.at('alias.name');
  if (zone === cloudFrontZone || (typeof name === 'string' && /\.cloudfront\.net\.?$/i.test(name))) return true;
  const target = graph.resolveFor(record, name, 'aws_cloudfront_distribution');
  if (target instanceof Resource) return target.type === 'aws_cloudfront_distribution';
  const isKnown = [zone, name].some((value) => typeof value === 'string' || value instanceof Reference);
  return !isKnown && name instanceof Unknown ? name : false;
}

export const aliasTargetHealth = defineRule({
  id: 'route53/alias-target-health',
  aliases: [],
  title: 'Route 53 alias records with a routing policy should evaluate the health of their target',
  severity: 'medium',
  why: 'Without the health of the target, Route 53 keeps sending users to a load balancer that has no healthy target while another record could answer.',
  fix: 'Set evaluate_target_health = true in alias.',
  resources: ['aws_route53_record'],
  check: (record, context) => {
    if (isAbsent(record.at('alias')) || record.at('alias') instanceof Unknown) return [];
    if (isRouted(record) !== true || !isAbsent(record.at('health_check_id'))) return [];
    const verdict = attribute(record, evaluates, { default: false }).is(true);
    if (verdict.status !== 'fail') return verdict;
    const isDistribution = ofDistribution(record, context);
    if (isDistribution instanceof Unknown) return notKnown(evaluates, verdict.expected, isDistribution);
    return isDistribution ? [] : verdict;
  },
  examples: {
    good: {
      'of a load balancer; of a distribution, which has no health; with a check of its own; and the only record of its name': `
        resource "aws_cloudfront_distribution" "web" {}
        resource "aws_route53_record" "web" {
          name           = "www.example.com"
          type           = "A"
          set_identifier = "eu-west-1"
          latency_routing_policy {
            region = "eu-west-1"
          }
          alias {
            name                   = aws_cloudfront_distribution.web.domain_name
            zone_id                = aws_cloudfront_distribution.web.hosted_zone_id
            evaluate_target_health = false
          }
        }
        resource "aws_lb" "web" {}
        resource "aws_route53_health_check" "web" {}
        resource "aws_route53_record" "checked" {
          name            = "api.example.com"
          type            = "A"
          set_identifier  = "blue"
          health_check_id = aws_route53_health_check.web.id
          weighted_routing_policy {
            weight = 90
          }
          alias {
            name                   = aws_lb.web.dns_name
            zone_id                = aws_lb.web.zone_id
            evaluate_target_health = false
          }
        }
        resource "aws_route53_record" "balancer" {
          name           = "eu.example.com"
          type           = "A"
          set_identifier = "eu-west-1"
          latency_routing_policy {
            region = "eu-west-1"
          }
          alias {
            name                   = aws_lb.web.dns_name
            zone_id                = aws_lb.web.zone_id
            evaluate_target_health = true
          }
        }
        resource "aws_route53_record" "simple" {
          name = "shop.example.com"
          type = "A"
          alias {
            name                   = aws_lb.web.dns_name
            zone_id                = aws_lb.web.zone_id
            evaluate_target_health = false
          }
        }`,
    },
    bad: {
      'of a load balancer': `
        resource "aws_lb" "web" {}
        resource "aws_route53_record" "web" {
          name           = "www.example.com"
          type           = "A"
          set_identifier = "eu-west-1"
          latency_routing_policy {
            region = "eu-west-1"
          }
          alias {
            name                   = aws_lb.web.dns_name
            zone_id                = aws_lb.web.zone_id
            evaluate_target_health = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "evaluate" {}
        resource "aws_lb" "web" {}
        resource "aws_route53_record" "web" {
          name           = "www.example.com"
          type           = "A"
          set_identifier = "blue"
          weighted_routing_policy {
            weight = 90
          }
          alias {
            name                   = aws_lb.web.dns_name
            zone_id                = aws_lb.web.zone_id
            evaluate_target_health = var.evaluate
          }
        }`,
      'a target that is a variable without a value': `
        variable "target" {}
        resource "aws_route53_record" "web" {
          name           = "www.example.com"
          type           = "A"
          set_identifier = "blue"
          weighted_routing_policy {
            weight = 90
          }
          alias {
            name                   = var.target.name
            zone_id                = var.target.zone_id
            evaluate_target_health = false
          }
        }`,
    },
  },
});
