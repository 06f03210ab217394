import { constraints, refused, valuesAt } from '../../../../policies/rules/aws/constraint';
import { expressionOf } from '../../../../policies/rules/aws/expression';
import type { Value } from '../../../../review/model/value';

test('every pattern of the table is a regular expression here', () => {
  const patterns = [...constraints.values()].flatMap((attributes) =>
    [...attributes.values()].map(({ pattern }) => pattern),
  );
  expect(patterns.filter((pattern) => pattern !== undefined).length).toBeGreaterThan(20);
  for (const pattern of patterns) if (pattern) expect(() => expressionOf(pattern)).not.toThrow();
});

test('every constraint restricts something, and names the member of a request', () => {
  for (const attributes of constraints.values()) {
    for (const [attribute, { member, oneOf, pattern, min, max }] of attributes) {
      expect(member).toMatch(/^[a-z0-9-]+ [A-Z]\w+ [\w.]+$/);
      expect([attribute, oneOf ?? pattern ?? min ?? max]).not.toContain(undefined);
    }
  }
});

test.each([
  [
    'aws_lb',
    'load_balancer_type',
    'classic',
    '"application" or "network" or "gateway" (elbv2 CreateLoadBalancer Type)',
  ],
  ['aws_lb', 'load_balancer_type', 'network', undefined],
  [
    'aws_cloudwatch_metric_alarm',
    'evaluation_periods',
    '0',
    'at least 1 (cloudwatch PutMetricAlarm EvaluationPeriods)',
  ],
  [
    'aws_cloudwatch_metric_alarm',
    'evaluation_periods',
    'some',
    'a number (cloudwatch PutMetricAlarm EvaluationPeriods)',
  ],
  ['aws_iam_user', 'name', 'u'.repeat(65), 'at most 64 characters (iam CreateUser UserName)'],
  ['aws_iam_user', 'name', 'two words', 'a match of [\\w+=,.@-]+ (iam CreateUser UserName)'],
  ['aws_iam_user', 'name', 'deploy@shop', undefined],
  // Characters beyond 16 bits are one each.
  ['aws_autoscaling_group', 'name', 'a🙂', undefined],
])('%s.%s = "%s": %s', (type, attribute, value, expected) => {
  expect(refused(constraints.get(type)!.get(attribute)!, value)).toBe(expected);
});

test('values are those of every block, each with its path', () => {
  const rules: Value = [{ status: 'Enabled' }, { status: 'on', transition: [{ days: 1 }, { days: 2 }] }];
  expect(valuesAt(rules, ['status'], 'rule')).toEqual([
    ['rule.0.status', 'Enabled'],
    ['rule.1.status', 'on'],
  ]);
  expect(valuesAt(rules, ['transition', 'days'], 'rule')).toEqual([
    ['rule.1.transition.0.days', 1],
    ['rule.1.transition.1.days', 2],
  ]);
  expect(valuesAt([{ status: '' }], ['status'], 'rule')).toEqual([]);
});
