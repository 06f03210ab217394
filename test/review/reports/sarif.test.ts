import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { storageEncrypted } from '../../../policies/rules/rds/storage-encrypted';
import { sarif, mostResults } from '../../../review/reports/sarif';
import schema from '../../support/sarif-2.1.0.schema.json';
import { type Bucket, everything, hostile, plain, reportOf, rule, steering, waiver } from './example';
import type { Report } from '../../../review/assessment/report';

// Draft 4, of which ajv speaks no more; the schema uses nothing that draft 7 reads otherwise.
const { $schema: _draft, id: _id, ...rest } = schema;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(rest);

function read(report: Report, options = plain) {
  const log = JSON.parse(sarif(report, options));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

const buckets: Bucket[] = ['dev', 'test', 'prod'].map((environment) => ({ environment, attributes: { kept: true } }));
const run = read(reportOf(buckets));

test('the schema is one that refuses', () => {
  expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
});

describe('a fault', () => {
  test('of several environments is one result: at one line, code scanning shows one alert of a rule', () => {
    expect(run.results).toHaveLength(1);
    expect(run.results[0].properties.environments).toEqual(['dev', 'test', 'prod']);
    expect(run.results[0].message.text).toBe(
      'prod-data/store/bucket encrypted: expected true, found false (dev, test, prod). Set encrypted = true.',
    );
  });

  test('is at the line of TypeScript to change, in the repository', () => {
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'stacks/data.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 42 },
    });
  });

  test('names the resources by their addresses, and the JSON that was judged', () => {
    const [{ logicalLocations }] = run.results[0].locations;
    expect(logicalLocations[0]).toEqual({
      name: 'aws_s3_bucket.store_bucket',
      fullyQualifiedName: 'prod-data/aws_s3_bucket.store_bucket',
      kind: 'resource',
      properties: { constructPath: 'prod-data/store/bucket' },
    });
    expect(run.results[0].relatedLocations.map((one: any) => one.physicalLocation.artifactLocation.uri)).toEqual(
      ['prod', 'test', 'dev'].map((name) => `cdktf.out/stacks/${name}-data/cdk.tf.json`),
    );
  });

  test('has a fingerprint that neither its line, its stack nor its environment changes', () => {
    const moved = reportOf([{ ...buckets[2]!, environment: 'live', source: { file: 'stacks/other.ts', line: 7 } }]);
    const print = { 'terraceFingerprint/v1': expect.stringMatching(/^[0-9a-f]{32}$/) };
    expect(run.results[0].partialFingerprints).toEqual(print);
    expect(read(moved).results[0].partialFingerprints).toEqual(run.results[0].partialFingerprints);
  });

  test.each([
    ['critical', 'error', '9.5'],
    ['high', 'error', '8.0'],
    ['medium', 'warning', '5.5'],
    ['low', 'note', '2.5'],
  ] as const)('that is %s is shown as %s, %s', (severity, level, security) => {
    const { results, tool } = read(reportOf(buckets, { rules: [rule('encrypted', severity)] }));
    expect(results[0]).toMatchObject({ ruleId: 's3/encrypted', ruleIndex: 0, kind: 'fail', level });
    expect(tool.driver.rules[0].properties['security-severity']).toBe(security);
  });
});

describe('a rule', () => {
  test('says what it requires, why, and what to do, and what others call it', () => {
    const [descriptor] = read(reportOf([], { rules: [storageEncrypted] })).tool.driver.rules;
    expect(descriptor).toMatchObject({
      id: 'rds/storage-encrypted',
      name: 'RdsStorageEncrypted',
      shortDescription: { text: 'RDS DB instances and clusters should be encrypted at rest' },
      fullDescription: { text: storageEncrypted.why },
      defaultConfiguration: { level: 'error' },
    });
    expect(descriptor.help.markdown).toContain('**Fix:** Set storage_encrypted = true');
    expect(descriptor.help.markdown).toContain('- CIS 5.0: 2.2.1');
    expect(descriptor.properties.tags.slice(0, 3)).toEqual(['security', 'terraform', 'cis-5.0/2.2.1']);
  });

  test('has no more tags than code scanning takes', () => {
    const [descriptor] = read(reportOf([], { rules: [rule('kept', 'low', { aliases: ['EC2-01', 'RDS-01'] })] })).tool
      .driver.rules;
    expect(descriptor.properties.tags.length).toBeLessThanOrEqual(20);
  });

  test('and a message are cut where code scanning would refuse them', () => {
    const long = 'why '.repeat(1000);
    const { tool, results } = read(reportOf(buckets, { rules: [rule('encrypted', 'low', { why: long, fix: long })] }));
    expect(tool.driver.rules[0].fullDescription.text).toHaveLength(1024);
    expect(results[0].message.text).toHaveLength(1024);
  });
});

describe('what is no fault', () => {
  const unknown = rule('known', 'high', {
    check: () => ({ status: 'unknown', attribute: 'known', expected: 'true', because: 'var.a has no value' }),
  });
  const report = reportOf([{ environment: 'dev', attributes: { encrypted: true } }], {
    rules: [rule('encrypted', 'high'), rule('kept', 'medium'), unknown],
    waivers: [waiver()],
  });
  const kinds = (options = plain) =>
    read(report, options).results.map((one: any) => [one.ruleId, one.kind, one.level, one.suppressions?.length ?? 0]);

  test('is left out for code scanning, which would show it as open; what is not known stays', () => {
    expect(kinds()).toEqual([['s3/known', 'open', 'none', 0]]);
    expect(read(report).invocations[0].toolExecutionNotifications[0].message.text).toBe(
      '1 accepted finding left out, since code scanning would show them as open; --all has them, suppressed.',
    );
  });

  test('is there when all is asked for, as what it is', () => {
    expect(kinds(everything)).toEqual([
      ['s3/known', 'open', 'none', 0],
      ['s3/kept', 'fail', 'warning', 1],
      ['s3/encrypted', 'pass', 'none', 0],
    ]);
    expect(read(report, everything).results[1].suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Everything in it is recreated every night.',
        properties: { owner: 'data@example.com', ticket: 'SEC-12', expires: '2026-12-24' },
      },
    ]);
  });

  test('is suppressed in the source where a module was told so', () => {
    const optedOut = reportOf([{ environment: 'dev', attributes: {}, optOuts: { keep: 'a cache' } }], {
      rules: [rule('kept', 'medium', { optOuts: ['keep'] })],
    });
    expect(read(optedOut, everything).results[0].suppressions[0]).toMatchObject({ kind: 'inSource' });
  });
});

test('the run is one that code scanning tells from others, and was done whole', () => {
  expect(run.automationDetails).toEqual({ id: 'terrace/' });
  expect(run.invocations[0]).toMatchObject({ executionSuccessful: true, exitCode: 1 });
  expect(run.tool.driver).toMatchObject({ name: 'Terrace', semanticVersion: '1.2.3' });
});

test('a waiver that is wrong is a notification', () => {
  const { invocations } = read(reportOf(buckets, { waivers: [waiver({ expires: '2026-11-02' })] }));
  expect(invocations[0].toolConfigurationNotifications[0].message.text).toMatch(
    /^environments\/waivers\/index\.ts: waivers\[0\]: expired on 2026-11-02/,
  );
});

test('of more results than code scanning takes, the least severe are left out, and it says so', () => {
  const many = Array.from({ length: mostResults }, (_, index) => ({
    environment: 'dev',
    attributes: { encrypted: true },
    path: `bucket-${index}`,
  }));
  const report = reportOf([...many, { environment: 'dev', attributes: { kept: true } }]);
  const { results, invocations } = JSON.parse(sarif(report, plain)).runs[0];
  expect(results).toHaveLength(mostResults);
  expect(results[0].ruleId).toBe('s3/encrypted');
  expect(invocations[0].toolExecutionNotifications[0].message.text).toBe(
    '1 of 25001 results are left out: code scanning takes 25000. The first are the most severe.',
  );
}, 30_000);

test.each([
  ['stacks/my data#1.ts', { uri: 'stacks/my%20data%231.ts', uriBaseId: '%SRCROOT%' }],
  ['modules\\data.ts', { uri: 'modules/data.ts', uriBaseId: '%SRCROOT%' }],
  ['/srv/shop/main.tf', { uri: 'file:///srv/shop/main.tf' }],
  ['C:\\shop\\main.tf', { uri: 'file:///C:/shop/main.tf' }],
  ['../shop/main.tf', { uri: '../shop/main.tf', uriBaseId: '%SRCROOT%' }],
])('a file %s is a URI', (file, location) => {
  const [result] = read(reportOf([{ ...buckets[0]!, source: { file } }])).results;
  expect(result.locations[0].physicalLocation).toEqual({ artifactLocation: location, region: { startLine: 1 } });
});

test('is valid whatever the input is called', () => {
  const bucket = { attributes: { encrypted: hostile }, path: hostile, source: { file: hostile, line: 1 } };
  const report = reportOf([
    { ...bucket, environment: hostile },
    { ...bucket, environment: '__proto__' },
  ]);

  expect(JSON.stringify(read(report, everything).results.map(({ message }: any) => message))).not.toMatch(steering);
});
