import { attribute, isList, Unknown } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import { textOfValue } from '../support/text';

const expected = 'a DMARC policy of quarantine or reject';
/** RFC 7489, section 6.3: tags with = between, a semicolon after each, v first. */
const enforcing = /^"?v\s*=\s*DMARC1\s*;(.*;)?\s*p\s*=\s*(quarantine|reject)\s*(;|"?$)/i;

export const dmarc = defineRule({
  id: 'route53/dmarc',
  aliases: [],
  title: 'DMARC records should tell receivers to quarantine or reject mail that fails',
  severity: 'low',
  why: 'With p=none, receivers deliver mail that somebody else sends in the name of the domain.',
  fix: 'Read the reports, sign what you send, and set p=quarantine or p=reject.',
  resources: ['aws_route53_record'],
  optOuts: ['dmarc_enforcement'],
  check: (record) => {
    const name = record.at('name');
    const isDmarc = !(name instanceof Unknown) && /^_dmarc(\.|$)/i.test(textOfValue(name));
    if (!isDmarc || textOfValue(record.at('type')).toUpperCase() !== 'TXT') return [];
    const records = record.at('records');
    const unknown = isList(records) ? records.find((one) => one instanceof Unknown) : undefined;
    if (unknown instanceof Unknown) return notKnown('records', expected, unknown);
    return attribute(record, 'records').satisfies(
      expected,
      (values) => isList(values) && values.some((one) => enforcing.test(textOfValue(one))),
    );
  },
  examples: {
    good: {
      'quarantine, and reject': `
        resource "aws_route53_record" "shop" {
          name    = "_dmarc.shop.example.com"
          type    = "TXT"
          records = ["v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"]
        }
        resource "aws_route53_record" "parked" {
          name    = "_dmarc"
          type    = "TXT"
          records = ["v=DMARC1;p=reject;sp=none"]
        }`,
    },
    bad: {
      'only reported': `
        resource "aws_route53_record" "shop" {
          name    = "_dmarc.shop.example.com"
          type    = "TXT"
          records = ["v=DMARC1; p=none; sp=reject"]
        }`,
      'without a policy': `
        resource "aws_route53_record" "shop" {
          name    = "_dmarc.shop.example.com"
          type    = "TXT"
          records = ["v=DMARC1"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "dmarc" {}
        resource "aws_route53_record" "shop" {
          name    = "_dmarc.shop.example.com"
          type    = "TXT"
          records = [var.dmarc]
        }`,
    },
  },
});
