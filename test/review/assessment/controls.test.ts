import { controlsOf } from '../../../review/assessment/controls';
import { frameworks, mappingOf } from '../../../policies/controls';
import type { Finding, Status } from '../../../review/engine/finding';
import { factsFor } from '../../../review/engine/environment-facts';
import { judge } from '../../../review/assessment/judge';
import { graphOfHcl } from '../../../review/model/load';
import { rules } from '../../../policies/rules';
import { sampleReview } from '../reports/html/sample-review';

const rule = {
  ...sampleReview.report.rules[0]!,
  id: 'rds/storage-encrypted',
  aliases: ['RDS-01'],
  mapping: mappingOf({ aliases: ['RDS-01'] }),
};
const finding = (environment: string, status: Status): Finding => ({
  ...sampleReview.report.findings[0]!,
  ...{ rule: rule.id, environment, status },
});

const report = { ...sampleReview.report, rules: [rule] };
const all = Object.values(frameworks);

test('a control has the worst verdict of its rules in each environment, and is not applicable where they had none', () => {
  const findings = [
    finding('dev', 'pass'),
    finding('dev', 'waived'),
    finding('test', 'unknown'),
    finding('test', 'fail'),
  ];
  const reviewed = controlsOf({ ...report, findings }, all);
  expect(reviewed.map(({ id }) => id)).toEqual(['cis-5.0', 'cis-3.0', 'fsbp']);
  const covered = reviewed.flatMap(({ controls }) => controls.filter(({ by }) => by === 'rule'));
  expect(covered.length).toBeGreaterThan(0);
  for (const control of covered) {
    const outcomes = { dev: 'waived', test: 'failed', prod: 'not applicable' };
    expect(control).toMatchObject({ rules: [rule.id], outcomes });
  }
});

test('each control of a framework is counted once in each environment', () => {
  for (const { counts, controls } of controlsOf({ ...report, findings: [finding('dev', 'pass')] }, all)) {
    expect(Object.keys(counts)).toEqual(['dev', 'test', 'prod']);
    for (const its of Object.values(counts)) {
      expect(Object.values(its).reduce((sum, one) => sum + one, 0)).toBe(controls.length);
    }
  }
});

test('modules meet controls by construction in environments that consist of them, and in no others', () => {
  const users = (ofOwnModules: boolean) =>
    controlsOf({ ...report, findings: [] }, [frameworks['cis-5.0']], { ofOwnModules })
      .flatMap(({ controls }) => controls)
      .find(({ id }) => id === '1.12');
  expect(users(true)).toMatchObject({ by: 'construction', outcomes: { prod: 'passed' } });
  expect(users(false)).toMatchObject({ by: 'not covered', outcomes: { prod: 'not covered' } });
});

test('a control fails where what it requires is missing: no alarm at all is no pass of CIS 4.1 to 4.15', async () => {
  const graph = await graphOfHcl('resource "aws_s3_bucket" "a" {}', 'shop');
  const judged = judge(graph, { rules, mappingOf, factsOf: (name) => factsFor(name, 'critical'), date: '2026-11-21' });
  for (const { controls } of controlsOf(judged, [frameworks['cis-5.0'], frameworks['cis-3.0']])) {
    const alarms = controls.filter(({ id }) => /^4\.([1-9]|1[0-5])$/.test(id));
    expect(alarms.map(({ outcomes }) => outcomes.shop)).toEqual(Array.from({ length: 15 }, () => 'failed'));
  }
});
