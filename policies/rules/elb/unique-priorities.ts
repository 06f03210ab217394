import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';
import { listeners } from './balancers';

const expected = 'a priority of its own';

/** Of rules of one listener, the later of each two with the same priority; and one that is not known, if any other could be the same. */
function verdicts(rules: readonly Resource[]): readonly Verdict[] {
  const first = new Map<string, Resource>();
  return rules.flatMap((rule): readonly Verdict[] => {
    const priority = rule.at('priority');
    const place = `${rule.address} priority`;
    // Without one, the provider takes the next that is free.
    if (isAbsent(priority)) return [];
    if (priority instanceof Unknown) return rules.length > 1 ? [notKnown(place, expected, priority)] : [];
    const text = textOfValue(priority);
    const before = first.get(text);
    if (before) return [failing(place, expected, `${text}, as ${before.address}`)];
    first.set(text, rule);
    return [];
  });
}

export const uniquePriorities = defineRule({
  id: 'elb/unique-priorities',
  aliases: [],
  title: 'Rules of a listener should have different priorities',
  severity: 'medium',
  why: 'Elastic Load Balancing refuses the second rule, in the middle of an apply: the rules before it are new and those after it are old.',
  fix: 'Give each aws_lb_listener_rule of the listener another priority.',
  resources: listeners,
  check: (listener, { graph }) =>
    all(
      verdicts(
        ['aws_lb_listener_rule', 'aws_alb_listener_rule'].flatMap(
          (type) => graph.children(listener, type, 'listener_arn').found,
        ),
      ),
    ),
  examples: {
    good: {
      'different ones, one that the provider chooses, and the same for another listener': `
        resource "aws_lb_listener" "https" {}
        resource "aws_lb_listener" "internal" {}
        resource "aws_lb_listener_rule" "web" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 10
        }
        resource "aws_lb_listener_rule" "api" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 20
        }
        resource "aws_lb_listener_rule" "help" {
          listener_arn = aws_lb_listener.https.arn
        }
        resource "aws_lb_listener_rule" "admin" {
          listener_arn = aws_lb_listener.internal.arn
          priority     = 10
        }`,
    },
    bad: {
      'the same, one as text': `
        resource "aws_lb_listener" "https" {}
        resource "aws_lb_listener_rule" "web" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 10
        }
        resource "aws_lb_listener_rule" "api" {
          listener_arn = aws_lb_listener.https.arn
          priority     = "10"
        }`,
    },
    unknown: {
      'a variable without a value, beside another rule': `
        variable "priority" {}
        resource "aws_lb_listener" "https" {}
        resource "aws_lb_listener_rule" "web" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 10
        }
        resource "aws_lb_listener_rule" "api" {
          listener_arn = aws_lb_listener.https.arn
          priority     = var.priority
        }`,
    },
  },
});
