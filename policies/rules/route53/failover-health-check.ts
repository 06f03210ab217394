import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent, Unknown } from '../../../review/model/value';

const expected = 'a health check, or an alias that evaluates the health of its target';

export const failoverHealthCheck = defineRule({
  id: 'route53/failover-health-check',
  aliases: [],
  title: 'Route 53 primary failover records should have a health check',
  severity: 'medium',
  why: 'Route 53 takes a primary record without a health check for healthy. It never answers with the secondary one, however long the primary is down.',
  fix: 'Set health_check_id to an aws_route53_health_check of the primary, or evaluate_target_health = true in its alias.',
  resources: ['aws_route53_record'],
  check: (record) => {
    const type = record.at('failover_routing_policy.type');
    const check = record.at('health_check_id');
    if (type instanceof Unknown) return isAbsent(check) ? notKnown('failover_routing_policy.type', expected, type) : [];
    if (typeof type !== 'string' || type.toUpperCase() !== 'PRIMARY') return [];
    if (check instanceof Unknown) return notKnown('health_check_id', expected, check);
    if (!isAbsent(check) && check !== '') return pass;
    if (isAbsent(record.at('alias'))) return failing('health_check_id', expected, 'nothing');
    return attribute(record, 'alias.evaluate_target_health', { default: false }).is(true);
  },
  examples: {
    good: {
      'a primary with a check, one by alias, and a secondary': `
        resource "aws_route53_health_check" "web" {}
        resource "aws_route53_record" "primary" {
          name            = "www.example.com"
          type            = "A"
          records         = ["192.0.2.1"]
          set_identifier  = "primary"
          health_check_id = aws_route53_health_check.web.id
          failover_routing_policy {
            type = "PRIMARY"
          }
        }
        resource "aws_route53_record" "secondary" {
          name           = "www.example.com"
          type           = "A"
          records        = ["192.0.2.2"]
          set_identifier = "secondary"
          failover_routing_policy {
            type = "SECONDARY"
          }
        }
        resource "aws_lb" "web" {}
        resource "aws_route53_record" "alias" {
          name           = "shop.example.com"
          type           = "A"
          set_identifier = "primary"
          failover_routing_policy {
            type = "PRIMARY"
          }
          alias {
            name                   = aws_lb.web.dns_name
            zone_id                = aws_lb.web.zone_id
            evaluate_target_health = true
          }
        }`,
    },
    bad: {
      'a primary without a check': `
        resource "aws_route53_record" "primary" {
          name           = "www.example.com"
          type           = "A"
          records        = ["192.0.2.1"]
          set_identifier = "primary"
          failover_routing_policy {
            type = "PRIMARY"
          }
        }`,
    },
    unknown: {
      'a check that is a variable without a value': `
        variable "check" {}
        resource "aws_route53_record" "primary" {
          name            = "www.example.com"
          type            = "A"
          records         = ["192.0.2.1"]
          set_identifier  = "primary"
          health_check_id = var.check
          failover_routing_policy {
            type = "PRIMARY"
          }
        }`,
    },
  },
});
