import { isAbsent, isList, isMap, Unknown } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { fail, notKnown, pass } from '../../../review/engine/verdict';
import { and, type Truth } from '../../../review/iam/three-valued-logic';
import { parseJson } from '../../../review/model/text';
import { Text, type Value } from '../../../review/model/value';

const path = 'event_pattern';
const expected = 'a pattern that names the sources, each by its name or the start of it';

export const ruleNamesSources = defineRule({
  id: 'event-bridge/rule-names-sources',
  aliases: [],
  title: 'EventBridge rules should name the sources of the events that they match',
  severity: 'medium',
  why: 'A rule without a source matches whatever anybody in the account puts on the bus. Forged events start its targets, and a target that puts events itself can start itself for ever.',
  fix: 'Name the sources in event_pattern: source = ["shop.orders"], or ["aws.ec2"] for events of AWS.',
  resources: ['aws_cloudwatch_event_rule'],
  check: (rule) => {
    const written = rule.at(path);
    // It has a schedule.
    if (isAbsent(written)) return [];
    const pattern = patternOf(written);
    if (pattern instanceof Unknown) return notKnown(path, expected, pattern);
    const names = namesSources(pattern);
    if (names instanceof Unknown) return notKnown(path, expected, names);
    return names ? pass : fail(path, expected, isMap(pattern) ? pattern.source : pattern);
  },
  examples: {
    good: {
      'a source of an application': `
        resource "aws_cloudwatch_event_rule" "placed" {
          event_pattern = jsonencode({ source = ["shop.orders"], "detail-type" = ["order placed"] })
        }`,
      'sources that begin alike': `
        resource "aws_cloudwatch_event_rule" "all" {
          event_pattern = jsonencode({ source = [{ prefix = "shop." }] })
        }`,
      'one of two patterns, each with a source': `
        resource "aws_cloudwatch_event_rule" "either" {
          event_pattern = jsonencode({ "$or" = [{ source = ["aws.ec2"] }, { source = ["aws.rds"] }] })
        }`,
    },
    bad: {
      'every event of an account': `
        resource "aws_cloudwatch_event_rule" "all" {
          event_pattern = jsonencode({ account = ["111122223333"] })
        }`,
      'any start of a source': `
        resource "aws_cloudwatch_event_rule" "all" {
          event_pattern = <<-JSON
            { "source": [{ "prefix": "" }] }
          JSON
        }`,
      'any source': `
        resource "aws_cloudwatch_event_rule" "all" {
          event_pattern = jsonencode({ source = ["shop.orders", { wildcard = "*" }] })
        }`,
      'every source but one': `
        resource "aws_cloudwatch_event_rule" "others" {
          event_pattern = jsonencode({ source = [{ "anything-but" = ["shop.test"] }] })
        }`,
      'a star, which is no wildcard there': `
        resource "aws_cloudwatch_event_rule" "star" {
          event_pattern = jsonencode({ source = ["*"] })
        }`,
    },
    unknown: {
      'a source without a value': `
        variable "event_source" {}
        resource "aws_cloudwatch_event_rule" "placed" {
          event_pattern = jsonencode({ source = [var.event_source] })
        }`,
      'a pattern without a value': `
        variable "pattern" {}
        resource "aws_cloudwatch_event_rule" "placed" {
          event_pattern = var.pattern
        }`,
    },
  },
});

/** What is no JSON is refused by EventBridge, and names nothing. */
function patternOf(value: Value | undefined): Value | undefined {
  if (isMap(value)) return value;
  const text = value instanceof Unknown ? value.text : value;
  const json = typeof text === 'string' || text instanceof Text ? parseJson(text) : undefined;
  return json ?? (typeof value === 'string' ? undefined : new Unknown('the pattern is known after apply'));
}

function namesSources(pattern: Value | undefined): Truth {
  if (!isMap(pattern)) return false;
  const { source, $or: alternatives } = pattern;
  if (source instanceof Unknown) return source;
  if (isAbsent(source) && isList(alternatives) && alternatives.length > 0)
    return and(...alternatives.map(namesSources));
  return isList(source) && source.length > 0 ? and(...source.map(isName)) : false;
}

/** Of what EventBridge compares a source with: a text, or an object of one operator (EventBridge user guide, Comparison operators). */
function isName(matcher: Value): Truth {
  if (matcher instanceof Unknown) return matcher;
  if (matcher instanceof Text) return true;
  if (typeof matcher === 'string') return /[^*]/.test(matcher);
  if (!isMap(matcher)) return false;
  if ('anything-but' in matcher || 'exists' in matcher) return false;
  return and(...Object.values(matcher).map((operand) => (isMap(operand) ? true : isName(operand))));
}
