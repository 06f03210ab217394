import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Report } from '../../../review/assessment/report';
import { junit } from '../../../review/reports/junit';
import { hostile, plain, reportOf, rule, steering, waiver } from './example';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => ['testsuite', 'testcase', 'property'].includes(name),
});

function read(report: Report) {
  const xml = junit(report, plain);
  expect(XMLValidator.validate(xml)).toBe(true);
  return parser.parse(xml).testsuites;
}

const unknown = rule('known', 'high', {
  check: () => ({ status: 'unknown', attribute: 'known', expected: 'true', because: 'var.a has no value' }),
});
const rules = [rule('encrypted', 'high'), rule('kept', 'medium'), rule('tagged', 'low'), unknown];
const attributes = { encrypted: true };
const report = reportOf(
  [
    { environment: 'dev', attributes },
    { environment: 'prod', attributes },
  ],
  { rules, waivers: [waiver()] },
);

test('has a suite for each stack, and what is not known in one beside it', () => {
  expect(read(report).testsuite.map((suite: any) => suite.name)).toEqual([
    'dev-data',
    'dev-data: unknown',
    'prod-data',
    'prod-data: unknown',
    'dev: not judged',
    'prod: not judged',
  ]);
});

test('has a case for each rule and resource: passed, failed, skipped when waived, an error when not known', () => {
  const [data, notKnown] = read(report).testsuite;
  const outcome = (one: any) => [
    one.name,
    ['failure', 'skipped', 'error'].find((element) => element in one) ?? 'passed',
  ];
  expect([...data.testcase, ...notKnown.testcase].map(outcome)).toEqual([
    ['s3/encrypted dev-data/store/bucket', 'passed'],
    ['s3/kept dev-data/store/bucket', 'skipped'],
    ['s3/tagged dev-data/store/bucket', 'failure'],
    ['s3/known dev-data/store/bucket', 'error'],
  ]);
});

test('counts them', () => {
  const counts = ({ tests, failures, errors, skipped }: any) => [tests, failures, errors, skipped].map(Number);
  const { testsuite, ...whole } = read(report);
  expect(counts(whole)).toEqual([8, 3, 2, 1]);
  expect(testsuite.map(counts)).toEqual([
    [3, 1, 0, 1],
    [1, 0, 1, 0],
    [3, 2, 0, 0],
    [1, 0, 1, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
});

test('a failure says where, what was expected, what was found, and what to do', () => {
  const failed = read(report).testsuite[0].testcase.find((one: any) => one.failure);
  expect(failed).toMatchObject({ classname: 'dev-data', file: 'stacks/data.ts', line: '42' });
  expect(failed.failure).toEqual({
    type: 'low',
    message: 'dev-data/store/bucket tagged: expected true, found false',
    '#text': 'stacks/data.ts:42: dev-data/store/bucket tagged: expected true, found false\nfix: Set tagged = true.',
  });
});

test('what was waived says who accepted it, until when and why', () => {
  const waived = read(report).testsuite[0].testcase.find((one: any) => 'skipped' in one);
  expect(waived.skipped.message).toBe(
    'waived until 2026-12-24 by data@example.com, SEC-12: Everything in it is recreated every night.',
  );
});

test('several verdicts of a rule on a resource are one case, as bad as the worst', () => {
  const blocks = rule('blocks', 'high', {
    check: () => [
      { status: 'unknown', attribute: 'a', expected: '1', because: 'var.a' },
      { status: 'fail', attribute: 'b', expected: '1', found: '2' },
      { status: 'fail', attribute: 'c', expected: '1', found: '3' },
    ],
  });
  const [suite, ...others] = read(reportOf([{ environment: 'dev', attributes }], { rules: [blocks] })).testsuite;
  expect(others.map(({ name }: any) => name)).toEqual(['dev: not judged']);
  expect(suite.testcase).toHaveLength(1);
  expect(suite.testcase[0].failure.message).toBe(
    'dev-data/store/bucket b: expected 1, found 2; dev-data/store/bucket c: expected 1, found 3',
  );
});

test('waivers that are wrong are a suite of their own', () => {
  const wrong = reportOf([{ environment: 'dev', attributes }], { waivers: [waiver({ expires: '2026-11-02' })] });
  const suite = read(wrong).testsuite.at(-1);
  expect(suite).toMatchObject({ name: 'waivers', tests: '1', failures: '1' });
  expect(suite.testcase[0].failure.message).toMatch(/^expired on 2026-11-02/);
});

test('is XML whatever the input is called', () => {
  const bucket = { environment: hostile, attributes: { encrypted: hostile }, path: hostile };
  const { testsuite } = read(reportOf([{ ...bucket, source: { file: hostile } }]));
  expect(testsuite[0].testcase[0].name).toContain('\\u001b[2J\\u009b31m]]>&<script>alert(1)</script>');

  expect(junit(reportOf([bucket]), plain)).not.toMatch(steering);
  expect(junit(reportOf([bucket]), plain)).not.toContain(']]>');
});
