import { defineRule, type Context } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';
import { withText } from '../support/with-text';

const expected = 'an aws_route53_record of type CAA';

/** Whether a public zone in the input holds a domain above this one: authorities climb to its CAA record (RFC 8659, section 3). */
function isBelowAnother(zone: Resource, { graph }: Context): boolean {
  const name = zone.at('name');
  const labels = typeof name === 'string' ? name.replace(/\.$/, '').split('.') : [];
  return labels.slice(1).some((_, index) => {
    const above = withText(graph, zone, 'aws_route53_zone', 'name', labels.slice(index + 1).join('.'));
    return above.some((other) => isAbsent(other.at('vpc')));
  });
}

export const caa = defineRule({
  id: 'route53/caa',
  aliases: [],
  title: 'Route 53 public hosted zones should have a CAA record',
  severity: 'low',
  why: 'Without a CAA record, every certificate authority may issue a certificate for the domain, also to somebody who deceives one of them.',
  fix: 'Add an aws_route53_record of type CAA for the name of the zone, with the authorities in use: 0 issue "amazon.com".',
  resources: ['aws_route53_zone'],
  check: (zone, context) => {
    if (!isAbsent(zone.at('vpc')) || isBelowAnother(zone, context)) return [];
    const { found, unknown } = context.graph.children(zone, 'aws_route53_record', 'zone_id');
    const types = found.map((record) => record.at('type'));
    if (types.some((type) => typeof type === 'string' && type.toUpperCase() === 'CAA')) return pass;
    const doubt = types.find((type) => type instanceof Unknown) ?? unknown;
    if (doubt instanceof Unknown) return notKnown(undefined, expected, doubt);
    return failing(undefined, expected, 'none in any stack');
  },
  examples: {
    good: {
      'a record; a zone below that zone, and a private one': `
        resource "aws_route53_zone" "main" {
          name = "example.com"
        }
        resource "aws_route53_record" "caa" {
          zone_id = aws_route53_zone.main.zone_id
          name    = "example.com"
          type    = "CAA"
          records = ["0 issue \\"amazon.com\\""]
        }
        resource "aws_route53_zone" "shop" {
          name = "shop.example.com"
        }
        resource "aws_route53_zone" "private" {
          name = "prod.internal"
          vpc {
            vpc_id = "vpc-0123456789abcdef0"
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_route53_zone" "main" {
          name = "example.com"
        }`,
      'records of other types, and a private zone above': `
        resource "aws_route53_zone" "main" {
          name = "shop.example.com"
        }
        resource "aws_route53_record" "mail" {
          zone_id = aws_route53_zone.main.zone_id
          name    = "shop.example.com"
          type    = "MX"
          records = ["0 ."]
        }
        resource "aws_route53_zone" "private" {
          name = "example.com"
          vpc {
            vpc_id = "vpc-0123456789abcdef0"
          }
        }
        resource "aws_route53_record" "caa" {
          zone_id = aws_route53_zone.private.zone_id
          name    = "example.com"
          type    = "CAA"
          records = ["0 issue \\"amazon.com\\""]
        }`,
    },
    unknown: {
      'a record whose type is a variable without a value': `
        variable "type" {}
        resource "aws_route53_zone" "main" {
          name = "example.com"
        }
        resource "aws_route53_record" "main" {
          zone_id = aws_route53_zone.main.zone_id
          name    = "example.com"
          type    = var.type
        }`,
    },
  },
});
