import { dev, prod } from '../../environments';
import { changed, problems } from '../support/environments';

const change = (path: string, value: unknown) => problems({ prod: changed(prod, path, value) });
const reason = 'records of generated requests alone';
const off = { off: true, reason };

test.each([
  ['of all objects', 'audit.dataEvents.objects', 'all'],
  ['of some buckets', 'audit.dataEvents.objects', ['uploads']],
  ['of no objects', 'audit.dataEvents.objects', { off: true, reason: 'each event is charged for' }],
  ['without the features that are charged for', 'audit.guardDuty', []],
  ['with a longer retention', 'audit.archive.retentionDays', 3650],
  ['that moves nothing', 'audit.archive.glacierAfterDays', 'never'],
])('a record %s is right', (_, path, value) => {
  expect(change(path, value)).toEqual([]);
});

test("a record of the organization's own is right", () => {
  const dataEvents = { objects: { off: true, reason: "the organization's trail decides" }, functions: 'none' };
  const decided = {
    ...prod.audit,
    ...{ trail: 'organization', dataEvents, config: 'organization', standards: 'organization' },
    ...{ guardDuty: 'organization', inspector: 'organization', macie: 'organization' },
  };
  expect(problems({ prod: { ...prod, audit: decided } })).toEqual([]);
});

describe('a record', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'is decided',
      'audit',
      'none',
      'audit: expected an object of trail, dataEvents, config, standards, guardDuty, inspector, macie, unusedAccessDays, findings, archive, found "none"',
    ],
    ['has a trail', 'audit.trail', 'none', 'audit.trail: expected one of own, organization, found "none"'],
    [
      'is of buckets that there are',
      'audit.dataEvents.objects',
      ['upload'],
      'audit.dataEvents.objects[0]: expected a name of buckets (nearest: uploads), found "upload"',
    ],
    [
      'is of objects by word or name',
      'audit.dataEvents.objects',
      'some',
      'audit.dataEvents.objects: expected "all", a list of names of buckets, or an object of off, reason, found "some"',
    ],
    [
      'names each standard once',
      'audit.standards',
      ['fsbp', 'fsbp'],
      'audit.standards[1]: expected each once, found "fsbp"',
    ],
    [
      'has one standard or more',
      'audit.standards',
      [],
      'audit.standards: expected standards, 1 to 3 of them, found []',
    ],
    [
      'is locked no longer than it is kept',
      'audit.archive.lock',
      { days: 1096 },
      'audit.archive.lock.days: expected no more than retentionDays, 1095, found 1096',
    ],
    [
      'is kept for as long as Glacier charges',
      'audit.archive.glacierAfterDays',
      1010,
      'audit.archive.retentionDays: expected 1100 days or more, since glacierAfterDays is 1010 and S3 charges for 90 days of that class, found 1095',
    ],
    [
      'is locked where it hurts most',
      'audit.archive.lock',
      off,
      `audit.archive.lock: expected an object of days, since criticality is critical, found ${JSON.stringify(off)}`,
    ],
    [
      'is protected where it hurts most',
      'audit.archive.deletionProtection',
      off,
      `audit.archive.deletionProtection: expected "on", since criticality is critical, found ${JSON.stringify(off)}`,
    ],
    [
      'has a bucket of its own',
      'audit.archive.unlockedBucket',
      prod.audit.archive.bucket,
      `audit.archive.unlockedBucket: expected a bucket of its own, not the audit.archive.bucket of environments/prod.ts, found "${prod.audit.archive.bucket}"`,
    ],
  ])('%s', (_, path, value, problem) => {
    expect(change(path, value)).toEqual([`environments/prod.ts: ${problem}`]);
  });

  test("has no data events of its own where the trail is the organization's", () => {
    const decided = { ...prod.audit, trail: 'organization' };
    expect(problems({ prod: { ...prod, audit: decided } })).toEqual([
      'environments/prod.ts: audit.dataEvents.objects: expected an object of off, reason, since the trail is the organization\'s, found "all"',
      'environments/prod.ts: audit.dataEvents.functions: expected "none", since the trail is the organization\'s, found "all"',
    ]);
  });
});

describe('a more critical environment', () => {
  const beside = (path: string, value: unknown, ofDev: unknown) =>
    problems({ dev: changed(dev, path, ofDev), prod: changed(prod, path, value) }).filter((one) => one.includes(path));

  test.each<[path: string, value: unknown, ofDev: unknown, expected: string]>([
    ['audit.dataEvents.objects', ['uploads'], 'all', '"all"'],
    ['audit.dataEvents.functions', 'none', 'all', '"all"'],
    ['audit.config', 'daily', 'continuous', '"continuous"'],
    ['audit.standards', ['fsbp'], ['fsbp', 'cis-5.0'], '2 or more of them'],
    ['audit.guardDuty', ['s3'], ['s3', 'rds'], '2 or more of them'],
    ['audit.inspector', 'none', ['ec2'], '1 or more of them'],
    ['audit.macie', 'none', 'on', '"on"'],
    ['audit.unusedAccessDays', 'none', 90, '90 or fewer'],
    ['audit.unusedAccessDays', 120, 90, '90 or fewer'],
    ['audit.findings.leastSeverity', 'high', 'medium', '"medium" or "low"'],
    ['audit.archive.retentionDays', 400, 500, '500 or more'],
    ['audit.archive.lock', { days: 10 }, { days: 20 }, '20 days or more'],
  ])('is recorded no less: %s of %j', (path, value, ofDev, expected) => {
    expect(beside(path, value, ofDev)).toContainEqual(
      expect.stringContaining(
        `environments/prod.ts: ${path}: expected ${expected}, as the less critical environments/dev.ts has`,
      ),
    );
  });

  test('is compared with no decision of an organization', () => {
    expect(beside('audit.config', 'organization', 'continuous')).toEqual([]);
    expect(beside('audit.guardDuty', 'organization', ['s3'])).toEqual([]);
  });
});
