import { controlsOf } from '../../../review/assessment/controls';
import { frameworks, mappingOf } from '../../../policies/controls';
import type { Finding, Status } from '../../../review/engine/finding';
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

test('a control has the worst verdict of its rules in each environment, and none where they had nothing to look at', () => {
  const findings = [
    finding('dev', 'pass'),
    finding('dev', 'waived'),
    finding('test', 'unknown'),
    finding('test', 'fail'),
  ];
  const reviewed = controlsOf({ ...sampleReview.report, rules: [rule], findings }, Object.values(frameworks));
  expect(reviewed.map(({ id }) => id)).toEqual(['cis-5.0', 'cis-3.0', 'fsbp']);
  const covered = reviewed.flatMap(({ controls }) => controls.filter(({ by }) => by === 'rule'));
  expect(covered.length).toBeGreaterThan(0);
  for (const control of covered) {
    expect(control).toMatchObject({ rules: [rule.id], verdicts: { dev: 'waived', test: 'fail' } });
  }
});
