import { dev, prod, test as staging } from '../../environments';
import { changed, problems } from '../support/environments';

const off = { off: true, reason: 'destroyed with the environment' };
const alone = (environment: object, changes: Readonly<Record<string, unknown>>) => {
  const edited = Object.entries(changes).reduce<object>(
    (one, [path, value]) => changed(one as never, path, value),
    environment,
  );
  return problems({ [(environment as typeof prod).name]: edited });
};

describe('recovery', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'is decided, or none',
      'recovery',
      'daily',
      'recovery: expected "none" or an object of region, plans, lock, restoreTest, reports, deletionProtection, found "daily"',
    ],
    [
      'is in a region that there is',
      'recovery.region',
      'eu-west-9',
      'recovery.region: expected a region, or "none", of environments/aws/regions.ts (nearest: eu-west-1), found "eu-west-9"',
    ],
    [
      'is in another region',
      'recovery.region',
      'eu-west-1',
      'recovery.region: expected another region than that of the environment, found "eu-west-1"',
    ],
    [
      'has a region for its copies',
      'recovery.region',
      'none',
      'recovery.plans.daily.copyKeepDays: expected "none", since recovery.region is "none", found 14',
    ],
    [
      'has copies, since prod is critical',
      'recovery.plans.daily.copyKeepDays',
      'none',
      'recovery.plans.daily.copyKeepDays: expected a number of days, since criticality is critical, found "none"',
    ],
    [
      'keeps for 90 days what is in cold storage',
      'recovery.plans.daily.coldAfterDays',
      1,
      'recovery.plans.daily.keepDays: expected 91 or more, since a backup that goes to cold storage after 1 days stays there for 90, found 35',
    ],
    [
      'keeps nothing for longer than the lock lets it',
      'recovery.plans.daily.keepDays',
      36,
      'recovery.plans.daily.keepDays: expected 14 to 35, which the lock holds the vaults to: jobs that keep theirs for less or longer fail, found 36',
    ],
    [
      'keeps nothing for less than the lock lets it',
      'recovery.lock.minRetentionDays',
      15,
      'recovery.plans.daily.copyKeepDays: expected 15 to 35, which the lock holds the vaults to: jobs that keep theirs for less or longer fail, found 14',
    ],
    [
      'has a lock with a range',
      'recovery.lock.maxRetentionDays',
      13,
      'recovery.lock.maxRetentionDays: expected minRetentionDays, 14, or more, found 13',
    ],
    [
      'starts outside the windows of its databases',
      'recovery.plans.daily.at',
      '01:30',
      'recovery.plans.daily.at: expected a time that is neither within 2 hours before backupWindow 01:00-02:00 of databases.main nor in it, found "01:30"',
    ],
    [
      'starts well before the windows of its databases',
      'recovery.plans.daily.at',
      '23:30',
      'recovery.plans.daily.at: expected a time that is neither within 2 hours before backupWindow 01:00-02:00 of databases.main nor in it, found "23:30"',
    ],
    [
      'is kept, since prod is critical',
      'recovery.deletionProtection',
      off,
      'recovery.deletionProtection: expected "on", since criticality is critical, found',
    ],
    [
      'has a bucket of its own for reports',
      'recovery.reports.bucket',
      'example-terrace-prod-uploads',
      'recovery.reports.bucket: expected a bucket of its own',
    ],
    [
      'backs up by plans that there are',
      'tables.sessions.backupPlan',
      'dialy',
      'tables.sessions.backupPlan: expected a plan of recovery.plans (nearest: daily), found "dialy"',
    ],
    [
      'backs up, or says why not',
      'databases.main.backupPlan',
      7,
      'databases.main.backupPlan: expected the name of a plan of recovery.plans, or an object of off, reason, found 7',
    ],
  ])('%s', (_, path, value, problem) => {
    expect(alone(prod, { [path]: value })).toContainEqual(expect.stringContaining(problem));
  });

  test('is right with a store that is in no plan, for a reason', () => {
    expect(alone(prod, { 'tables.sessions.backupPlan': off })).toEqual([]);
  });

  test('is none, and no store is in a plan then', () => {
    const stores = {
      'databases.main.backupPlan': off,
      'tables.sessions.backupPlan': off,
      'tables.receipts.backupPlan': off,
      'fileSystems.receipts.backupPlan': off,
    };
    expect(alone(dev, { recovery: 'none', ...stores })).toEqual([]);
    expect(alone(dev, { recovery: 'none' })).toContain(
      'environments/dev.ts: databases.main.backupPlan: expected an object of off, reason, since recovery is "none", found "daily"',
    );
  });

  test('has a lock that nobody can ever take away where criticality is critical, and nowhere else', () => {
    const lock = {
      ...{ mode: 'compliance', minRetentionDays: 7, maxRetentionDays: 35 },
      ...{ coolingOffDays: 14, reason: 'The regulator asks for it' },
    };
    expect(alone(prod, { 'recovery.lock': lock })).toEqual([]);
    expect(alone(staging, { 'recovery.lock': lock })).toEqual([
      'environments/test.ts: recovery.lock.mode: expected "governance", since criticality is medium: nobody could ever delete the backups before their time, found "compliance"',
    ]);
    expect(alone(prod, { 'recovery.lock': { ...lock, coolingOffDays: 2 } })).toEqual([
      'environments/prod.ts: recovery.lock.coolingOffDays: expected a whole number of days from 3 to 36500, found 2',
    ]);
  });

  test('is never weaker than in a less critical environment', () => {
    const weaker = changed(changed(prod, 'recovery.lock', off) as typeof prod, 'recovery.restoreTest', off);
    expect(problems({ test: staging, prod: weaker })).toEqual([
      expect.stringContaining('recovery.lock: expected a lock, as the less critical environments/test.ts has'),
      expect.stringContaining(
        'recovery.restoreTest: expected a restore test, as the less critical environments/test.ts',
      ),
    ]);
  });
});
