import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent } from '../../../review/model/value';

export const queryLogs = defineRule({
  id: 'route53/query-logs',
  aliases: ['R53-01'],
  title: 'Route 53 public hosted zones should log DNS queries',
  severity: 'medium',
  why: 'Without query logs, nobody sees attempts to enumerate the names of the zone, or queries for a name that was removed.',
  fix: 'Add an aws_route53_query_log with zone_id of the zone, and a log group in us-east-1 that Route 53 can write to.',
  resources: ['aws_route53_zone'],
  check: (zone, { graph }) => {
    if (!isAbsent(zone.at('vpc'))) return [];
    const { found, unknown } = graph.children(zone, 'aws_route53_query_log', 'zone_id');
    if (found.length > 0) return pass;
    const expected = 'an aws_route53_query_log';
    return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none in any stack');
  },
  examples: {
    good: {
      logged: `
        resource "aws_route53_zone" "main" {}
        resource "aws_route53_query_log" "main" {
          zone_id = aws_route53_zone.main.zone_id
        }`,
    },
    bad: {
      none: `
        resource "aws_route53_zone" "main" {}`,
    },
    unknown: {
      'a log whose resource is a variable without a value': `
        variable "zone" {}
        resource "aws_route53_zone" "main" {}
        resource "aws_route53_query_log" "main" {
          zone_id = var.zone
        }`,
    },
  },
});
