import type { Finding } from '../../../review/engine/finding';
import { json } from '../../../review/reports/json';
import { everything, hostile, plain, reportOf, steering, waiver } from './example';

const report = reportOf(
  [
    { environment: 'dev', attributes: { encrypted: true } },
    { environment: 'prod', attributes: { kept: true } },
  ],
  { waivers: [waiver()] },
);
const read = (options = plain) => JSON.parse(json(report, options));

test('is the report, as it is read back', () => {
  expect(read(everything)).toMatchObject(JSON.parse(JSON.stringify(report)));
});

test('has its keys in one order', () => {
  expect(Object.keys(read().findings[0])).toEqual([
    ...[
      'id',
      'rule',
      'aliases',
      'title',
      'status',
      'severity',
      'environment',
      'root',
      'address',
      'type',
      'constructPath',
    ],
    ...['file', 'line', 'attribute', 'expected', 'found', 'message', 'fix', 'fingerprint', 'writtenAt', 'place'],
  ]);
  expect(json(report, plain)).toBe(json(report, plain));
});

test('names the line of TypeScript flat, for jq', () => {
  expect(read().findings[0]).toMatchObject({
    rule: 's3/encrypted',
    aliases: ['S3-encrypted'],
    status: 'fail',
    severity: 'high',
    address: 'aws_s3_bucket.store_bucket',
    constructPath: 'prod-data/store/bucket',
    file: 'stacks/data.ts',
    line: 42,
    message: 'prod-data/store/bucket encrypted: expected true, found false',
  });
});

test('lists every verdict when all are asked for, else no passes', () => {
  const statuses = (options = plain) => read(options).findings.map(({ status }: Finding) => status);
  expect(statuses()).toEqual(['fail', 'waived']);
  expect(statuses(everything)).toEqual(['pass', 'fail', 'waived', 'pass']);
});

test.each([plain, everything])('says which of its findings close a gate (all: $all)', (options) => {
  const { environments, findings } = read(options);
  const closing = environments.map(({ gate }: { gate: { closedBy: string[] } }) =>
    findings.flatMap(({ id, environment, rule }: Finding) =>
      gate.closedBy.includes(id) ? `${environment} ${rule}` : [],
    ),
  );
  expect(closing).toEqual([[], ['prod s3/encrypted']]);
});

test('says which of its findings are new, whatever is shown', () => {
  const older = reportOf([{ environment: 'prod', attributes: { encrypted: true, kept: true } }], { postures: true });
  const baseline = { label: 'main', findings: older.findings, postures: older.postures! };
  const now = reportOf([{ environment: 'prod', attributes: { encrypted: true } }], { against: baseline });
  for (const options of [plain, everything]) {
    const { changes, findings } = JSON.parse(json(now, options));
    expect(findings.flatMap(({ id, rule }: Finding) => (changes.new.includes(id) ? rule : []))).toEqual(['s3/kept']);
    expect(changes.regressed).toEqual(changes.new);
  }
});

test('is as safe to print as to read: what steers a terminal is escaped, and reads back', () => {
  const shown = json(reportOf([{ environment: hostile, attributes: { encrypted: '\u{e0001}' } }]), everything);
  expect(shown).not.toMatch(steering);
  expect(JSON.parse(shown).findings[0]).toMatchObject({ environment: hostile, found: '"\u{e0001}"' });
});
