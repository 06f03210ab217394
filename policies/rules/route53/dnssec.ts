import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, failing, notKnown } from '../../../review/engine/verdict';
import { isAbsent } from '../../../review/model/value';

export const dnssec = defineRule({
  id: 'route53/dnssec',
  aliases: ['R53-02'],
  title: 'Route 53 public hosted zones should have DNSSEC signing enabled',
  severity: 'low',
  why: 'Without DNSSEC, an attacker who poisons the cache of a resolver can redirect its users and their email unnoticed.',
  fix: 'Add an aws_route53_key_signing_key and an aws_route53_hosted_zone_dnssec, and add the DS record at the registrar.',
  resources: ['aws_route53_zone'],
  optOuts: ['dnssec'],
  check: (zone, { graph }) => {
    if (!isAbsent(zone.at('vpc'))) return [];
    const expected = 'an aws_route53_hosted_zone_dnssec';
    const { found, unknown } = graph.children(zone, 'aws_route53_hosted_zone_dnssec', 'hosted_zone_id');
    return any([
      ...found.map((signing) => attribute(signing, 'signing_status', { default: 'SIGNING' }).is('SIGNING')),
      ...(unknown ? [notKnown(undefined, expected, unknown)] : []),
      ...(found.length === 0 ? [failing(undefined, expected, 'none in any stack')] : []),
    ]);
  },
  examples: {
    good: {
      'signed, and a private zone, which cannot be': `
        resource "aws_route53_zone" "main" {}
        resource "aws_route53_hosted_zone_dnssec" "main" {
          hosted_zone_id = aws_route53_zone.main.zone_id
        }
        resource "aws_route53_zone" "private" {
          vpc {
            vpc_id = "vpc-0123456789abcdef0"
          }
        }`,
    },
    bad: {
      'not signed': `
        resource "aws_route53_zone" "main" {}`,
      disabled: `
        resource "aws_route53_zone" "main" {}
        resource "aws_route53_hosted_zone_dnssec" "main" {
          hosted_zone_id = aws_route53_zone.main.zone_id
          signing_status = "NOT_SIGNING"
        }`,
    },
    unknown: {
      'a signature whose zone is a variable without a value': `
        variable "zone" {}
        resource "aws_route53_zone" "main" {}
        resource "aws_route53_hosted_zone_dnssec" "main" {
          hosted_zone_id = var.zone
        }`,
    },
  },
});
