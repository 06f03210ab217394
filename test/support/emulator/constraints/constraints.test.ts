import { areApart } from '../../../../policies/rules/aws/windows';
import { refusedValue, rows } from '.';

const request = (call: string, parameters: object) => {
  const [service = '', operation = ''] = call.split(' ');
  return { service, operation, region: 'eu-west-1', parameters: parameters as Record<string, unknown> };
};

/** Whether a row refuses a request; other rows may refuse it too, since the examples are no whole requests. */
const refuses = (operation: string, member: string, expected: string, parameters: object) =>
  refusedValue(request(operation, parameters))?.violations.some(
    (one) => one.member === member && one.constraint.startsWith(`Member must be ${expected} (`),
  ) ?? false;

describe.each(rows.map((row) => ({ ...row, title: `${row.operations[0]} ${row.member}: ${row.expected}` })))(
  '$title',
  ({ operations, member, expected, page, accepted, refused }) => {
    test('takes what AWS takes', () => {
      expect(accepted.length).toBeGreaterThan(0);
      expect(accepted.filter((one) => refuses(operations[0]!, member, expected, one))).toEqual([]);
    });

    test('refuses what AWS refuses, with its page', () => {
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.filter((one) => !refuses(operations[0]!, member, expected, one))).toEqual([]);
      expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    });
  },
);

test('answers with the code of the service, the member and its value', () => {
  expect(refusedValue(request('rds CreateDBInstance', { DBInstanceIdentifier: 'main--2' }))).toEqual({
    code: 'InvalidParameterValue',
    violations: [
      {
        member: 'DBInstanceIdentifier',
        constraint: expect.stringMatching(/^Member must be 1 to 63 letters, .*API_CreateDBInstance\.html\)$/),
        value: 'main--2',
      },
    ],
  });
});

test.each([
  ['01:00-02:00', 'tue:02:00-tue:03:00', true],
  ['01:00-02:00', 'tue:01:59-tue:03:00', false],
  ['23:30-00:30', 'mon:00:00-mon:01:00', false],
  ['23:30-00:30', 'mon:00:30-mon:01:00', true],
  ['05:00-06:00', 'sun:23:00-mon:05:30', false],
])('%s and %s have no minute in common: %s', (backup, maintenance, expected) => {
  expect(areApart(backup, maintenance)).toBe(expected);
});
