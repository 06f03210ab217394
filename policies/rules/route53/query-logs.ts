import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent } from '../../../review/model/value';

export const queryLogs = defineRule({
  id: 'route53/query-logs',
  aliases: ['R53-01'],
  title: 'Public zones log their queries',
  severity: 'medium',
  why: 'Without query logs nobody sees who maps the names of the zone, or that a name which was removed is still asked for, and by whom.',
  fix: 'Add an aws_route53_query_log with zone_id of the zone, and a log group in us-east-1 that Route 53 may write to.',
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
      'a log of what a variable names': `
        variable "zone" {}
        resource "aws_route53_zone" "main" {}
        resource "aws_route53_query_log" "main" {
          zone_id = var.zone
        }`,
    },
  },
});
