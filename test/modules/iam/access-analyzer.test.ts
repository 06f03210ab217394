import { AccessAnalyzer } from '../../../modules/iam/access-analyzer';
import { UnusedAccessAnalyzer } from '../../../modules/iam/unused-access-analyzer';
import { synth } from '../../support/synth';

test("the access analyzer's zone of trust is the account", () => {
  const synthesized = synth((stack) => new AccessAnalyzer(stack, 'access-analyzer'));
  expect(synthesized.one('aws_accessanalyzer_analyzer')).toMatchObject({ analyzer_name: 'account', type: 'ACCOUNT' });
});

describe('access that nobody uses', () => {
  const analyzer = (unusedAccessDays: number) =>
    synth((stack) => new UnusedAccessAnalyzer(stack, 'unused-access', { unusedAccessDays }));

  test('is found after the given days', () => {
    expect(analyzer(90).one('aws_accessanalyzer_analyzer')).toMatchObject({
      ...{ analyzer_name: 'unused-access', type: 'ACCOUNT_UNUSED_ACCESS' },
      configuration: { unused_access: { unused_access_age: 90 } },
    });
  });

  test('is not looked for after more than a year', () => {
    expect(() => analyzer(366)).toThrow(
      'stack/unused-access: unusedAccessDays: expected a whole number of days from 1 to 365, found 366',
    );
  });
});
