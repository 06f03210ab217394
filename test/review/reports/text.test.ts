import { text } from '../../../review/reports/text';
import { type Bucket, everything, hostile, plain, reportOf, rule, steering, waiver } from './example';

const bucket = (environment: string, attributes: object, about: Partial<Bucket> = {}): Bucket => ({
  environment,
  attributes: attributes as Bucket['attributes'],
  ...about,
});
const good = { encrypted: true, kept: true };

test('reads like a compiler: where, how bad, which rule, which construct; then what is wrong, and what to do', () => {
  const report = reportOf(
    [
      bucket('dev', { encrypted: false }),
      bucket('test', { ...good, encrypted: false }),
      bucket('prod', { ...good, encrypted: false }),
    ],
    { waivers: [waiver()] },
  );
  expect(text(report, plain)).toBe(`\
waived  medium  s3/kept  dev-data/store/bucket in dev
  until 2026-12-24 by data@example.com, SEC-12: Everything in it is recreated every night.

stacks/data.ts:42  high  s3/encrypted  prod-data/store/bucket
  aws_s3_bucket.store_bucket in dev, test, prod
  encrypted: expected true, found false
  fix: Set encrypted = true.

environment  resources  critical  high  medium  low  unknown  waived  gate
dev                  1         0     1       0    0        0       1  closed
test                 1         0     1       0    0        0       0  closed
prod                 1         0     1       0    0        0       0  closed

dev: 1 resource: 1 judged, 0 not applicable, 0 not judged
test: 1 resource: 1 judged, 0 not applicable, 0 not judged
prod: 1 resource: 1 judged, 0 not applicable, 0 not judged
dev: the gate is closed by 1 high: s3/encrypted
test: the gate is closed by 1 high: s3/encrypted
prod: the gate is closed by 1 high: s3/encrypted
`);
});

describe('the same fault', () => {
  test('shows what was found by environment where it differs', () => {
    const report = reportOf([bucket('dev', { ...good, kept: 'no' }), bucket('prod', { ...good, kept: 'never' })]);
    expect(text(report, plain)).toContain('  kept: expected true, found "never" (prod), "no" (dev)\n');
  });

  test('of two constructs is two', () => {
    const report = reportOf([bucket('dev', { kept: true }), bucket('dev', { kept: true }, { path: 'logs/bucket' })]);
    expect(text(report, plain).match(/^stacks.*/gm)).toEqual([
      'stacks/data.ts:42  high  s3/encrypted  dev-data/store/bucket',
      'stacks/data.ts:42  high  s3/encrypted  dev-data/logs/bucket',
    ]);
  });

  test('in several attributes of a resource has one heading', () => {
    const both = rule('both', 'high', {
      check: () => [
        { status: 'fail', attribute: 'a', expected: '1', found: '2' },
        { status: 'fail', attribute: 'b', expected: '1', found: '3' },
      ],
    });
    expect(text(reportOf([bucket('dev', {})], { rules: [both] }), plain)).toContain(`\
stacks/data.ts:42  high  s3/both  dev-data/store/bucket
  aws_s3_bucket.store_bucket in dev
  a: expected 1, found 2
  b: expected 1, found 3
  fix: Set both = true.
`);
  });

  test('of the accounts of several environments is one', () => {
    const about = rule('account', 'high', { resources: ['@account'] });
    const scope = (environment: string, account: string) => {
      const writtenAt = { file: `${environment}.json` };
      const whole = { address: `@account.${account}`, type: '@account', constructPath: undefined, source: undefined };
      return { ...bucket(environment, {}), ...whole, writtenAt };
    };
    const report = reportOf([scope('dev', '111122223333'), scope('prod', '444455556666')], { rules: [about] });
    expect(text(report, plain)).toContain(`\
prod.json  high  s3/account  account 444455556666 (prod), account 111122223333 (dev)
  in dev, prod
  account: expected true, found false
`);
  });

  test('that one environment has accepted is a finding of the others', () => {
    const report = reportOf([bucket('dev', { encrypted: true }), bucket('test', { encrypted: true })], {
      waivers: [waiver()],
    });
    expect(text(report, plain)).toContain('waived  medium  s3/kept  dev-data/store/bucket in dev\n');
    expect(text(report, plain)).toContain('  aws_s3_bucket.store_bucket in test\n');
  });
});

test('what is not known says which value would have to be', () => {
  const unknown = rule('encrypted', 'high', {
    check: () => ({ status: 'unknown', attribute: 'encrypted', expected: 'true', because: 'var.key has no value' }),
  });
  const shown = text(reportOf([bucket('prod', {})], { rules: [unknown] }), plain);
  expect(shown).toContain('stacks/data.ts:42  high, unknown  s3/encrypted  prod-data/store/bucket\n');
  expect(shown).toContain('  encrypted: expected true, not known: var.key has no value\n');
  expect(shown).toContain('prod: the gate is closed by 1 high unknown: s3/encrypted\n');
});

test('an opt-out in code says why', () => {
  const kept = rule('kept', 'medium', { optOuts: ['keep'] });
  const report = reportOf([bucket('prod', {}, { optOuts: { keep: 'a cache' } })], { rules: [kept] });
  expect(text(report, plain)).toContain(
    'waived  medium  s3/kept  prod-data/store/bucket in prod\n  opted out in code: a cache\n',
  );
});

test('a waiver that is wrong says where it is, and what to do', () => {
  const report = reportOf([bucket('dev', good)], { waivers: [waiver({ expires: '2026-11-02' })] });
  const shown = text(report, { ...plain, width: 80 });
  expect(shown).toContain('environments/waivers/index.ts: waivers[0] in dev: expired on 2026-11-02: fix\n');
  expect(shown).toContain('dev: the gate is closed by 1 waiver problem\n');
});

test('passes are shown when they are asked for, a line each', () => {
  const report = reportOf([bucket('dev', good), bucket('test', good)]);
  expect(text(report, plain)).not.toContain('pass  ');
  expect(text(report, everything)).toContain(`\
pass  high  s3/encrypted  test-data/store/bucket in dev, test
pass  medium  s3/kept  test-data/store/bucket in dev, test
`);
});

describe('with many findings', () => {
  const rules = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => rule(name, name === 'g' ? 'critical' : 'high'));
  const shown = text(reportOf([bucket('prod', {})], { rules }), plain);

  test('the worst is nearest to the summary', () => {
    expect(shown.match(/s3\/.(?= {2}prod)/g)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `s3/${name}`));
  });

  test('the last lines say what matters', () => {
    expect(shown.trimEnd().split('\n').at(-1)).toBe(
      'prod: the gate is closed by 1 critical, 6 high: s3/g, s3/a, s3/b, s3/c, s3/d and 2 other rules',
    );
  });
});

describe('the width', () => {
  const long = rule('encrypted', 'high', {
    fix: 'Set one thing, and then another thing, and then all the others too. '.repeat(3),
  });
  const report = reportOf([bucket('prod', {}, { path: `${'store/'.repeat(9)}bucket` })], { rules: [long] });

  test.each([80, 100])('of %i columns holds but for what is to be copied whole', (width) => {
    const tooLong = text(report, { ...plain, width })
      .split('\n')
      .filter((line) => line.length > width);
    expect(tooLong.filter((line) => line.trim().includes(' '))).toEqual([]);
  });

  test('puts a long construct path on a line of its own', () => {
    expect(text(report, { ...plain, width: 80 })).toContain(
      `high  s3/encrypted\n  prod-data/${'store/'.repeat(9)}bucket\n`,
    );
  });
});

describe('colour', () => {
  const report = reportOf([bucket('prod', {})]);

  test('is there when it is asked for, and nothing else differs', () => {
    const coloured = text(report, { ...plain, colour: true });
    expect(coloured).toContain('\u001b[31mhigh\u001b[0m');
    // eslint-disable-next-line no-control-regex
    expect(coloured.replace(/\u001b\[[\d;]*m/g, '')).toBe(text(report, plain));
  });
});

test('nothing of the input steers the terminal, or turns the order of its letters', () => {
  const shown = text(
    reportOf(
      [
        bucket('dev', { encrypted: hostile }, { path: hostile, source: { file: `${hostile}.ts`, line: 1 } }),
        bucket(hostile, {}),
      ],
      { waivers: [waiver({ resource: 'dev-data/*', reason: hostile, owner: hostile, ticket: hostile })] },
    ),
    everything,
  );
  expect(shown).not.toMatch(steering);
  expect(shown).toContain('\\u001b[2J\\u009b31m');
});

test('says what changed since an older review, as a diff does', () => {
  const older = reportOf([bucket('prod', { encrypted: true, kept: false })], { postures: true });
  const baseline = { label: 'main (1234567)', findings: older.findings, postures: older.postures! };
  const report = reportOf([bucket('prod', { encrypted: false, kept: true })], { against: baseline });
  expect(text(report, plain)).toContain(`\
since main (1234567): 1 new, 1 fixed, 0 unchanged
  + high  s3/encrypted  stacks/data.ts:42  prod-data/store/bucket encrypted: expected true, found false
  ! passed before: s3/encrypted  prod-data/store/bucket encrypted: expected true, found false
  - medium  s3/kept  prod-data/store/bucket kept: expected true, found false
`);
});
