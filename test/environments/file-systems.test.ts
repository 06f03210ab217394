import { dev, prod, test as staging } from '../../environments';
import { fileSystem } from '../support/file-systems';
import { changed, problems } from '../support/environments';

const exports = { accessPoint: 'reports', access: 'read-write' };
const withFiles = (change: object = {}, literal: object = prod) =>
  changed(literal, 'fileSystems.exports', { ...fileSystem, ...change });
const mountedBy = (service: string, fileSystems: object, literal: object = withFiles()) =>
  changed(literal, `services.${service}.fileSystems`, fileSystems);
const off = { off: true, reason: 'holds what can be made again' };

describe('a file system', () => {
  test('is mounted by services of containers and by functions', () => {
    expect(problems({ prod: withFiles() })).toEqual([]);
    expect(problems({ prod: mountedBy('web', { exports }) })).toEqual([]);
    expect(problems({ prod: mountedBy('report', { exports }) })).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['no way in', { accessPoints: {} }, 'accessPoints: expected one access point or more'],
    [
      'root as the user of an access point',
      { accessPoints: { reports: { uid: 0, gid: 1 } } },
      'accessPoints.reports.uid: expected a whole number of (a user ID) from 1 to 4294967295, found 0',
    ],
    [
      'Archive before Infrequent Access',
      { infrequentAccessAfterDays: 90, archiveAfterDays: 90 },
      'archiveAfterDays: expected "never", or more days than infrequentAccessAfterDays, found 90',
    ],
    [
      'Archive alone',
      { infrequentAccessAfterDays: 'never' },
      'archiveAfterDays: expected "never", or more days than infrequentAccessAfterDays, found 90',
    ],
    [
      'Archive where it is not elastic',
      { throughput: { provisionedMibps: 64 } },
      'archiveAfterDays: expected "never", since throughput is not "elastic", found 90',
    ],
    [
      'days that EFS does not have',
      { infrequentAccessAfterDays: 45 },
      'infrequentAccessAfterDays: expected "never" or a number of days: 1, 7, 14, 30, 60, 90, 180, 270 or 365, found 45',
    ],
    [
      'a throughput that EFS does not have',
      { throughput: 'fast' },
      'throughput: expected "elastic", "bursting" or an object of provisionedMibps, found "fast"',
    ],
    [
      'a plan that is not there',
      { backupPlan: 'hourly' },
      'backupPlan: expected a plan of recovery.plans (nearest: daily), found "hourly"',
    ],
  ])('with %s is refused', (_, change, problem) => {
    expect(problems({ prod: withFiles(change) })).toEqual([
      expect.stringContaining(`environments/prod.ts: fileSystems.exports.${problem}`),
    ]);
  });

  test('is protected in a critical environment while a service mounts it', () => {
    const unprotected = withFiles({ deletionProtection: off });
    expect(problems({ prod: unprotected })).toEqual([]);
    expect(problems({ prod: mountedBy('web', { exports }, unprotected) })).toEqual([
      expect.stringContaining(
        'environments/prod.ts: fileSystems.exports.deletionProtection: expected "on", since criticality is critical and services.web mounts it',
      ),
    ]);
  });

  test('is in a plan where it is in a less critical environment', () => {
    const exported = { test: withFiles({}, staging), prod: withFiles({ backupPlan: off }) };
    expect(problems(exported)).toEqual([
      expect.stringContaining('environments/prod.ts: fileSystems.exports.backupPlan: expected'),
    ]);
  });

  test('keeps the data key while it is protected', () => {
    const ofDev = changed(withFiles({ backupPlan: 'daily' }, dev), 'dataKey', { deletionProtection: off });
    expect(problems({ dev: ofDev })).toEqual([
      expect.stringContaining('dataKey.deletionProtection: expected "on", while'),
    ]);
  });
});

describe('a mount', () => {
  test.each<[string, string, object, string]>([
    [
      'a file system that is not there',
      'web',
      { export: exports },
      'services.web.fileSystems.export: expected a name of fileSystems (nearest: exports), found "export"',
    ],
    [
      'an access point that is not there',
      'web',
      { exports: { ...exports, accessPoint: 'report' } },
      'services.web.fileSystems.exports.accessPoint: expected an access point of fileSystems.exports (nearest: reports), found "report"',
    ],
    [
      'a right that EFS does not have',
      'web',
      { exports: { ...exports, access: 'write' } },
      'services.web.fileSystems.exports.access: expected one of read, read-write, found "write"',
    ],
    [
      'a service on instances',
      'partners',
      { exports },
      'services.partners.fileSystems: expected nothing, since it runs on instances: only tasks on Fargate mount file systems',
    ],
    [
      'servers',
      'office',
      { exports },
      'services.office.fileSystems: expected nothing: only containers on Fargate and functions mount file systems',
    ],
  ])('of %s is refused', (_, service, mounted, problem) => {
    expect(problems({ prod: mountedBy(service, mounted) })).toEqual([
      expect.stringContaining(`environments/prod.ts: ${problem}`),
    ]);
  });

  test('is one of a function', () => {
    const two = changed(withFiles(), 'fileSystems.imports', fileSystem);
    expect(problems({ prod: mountedBy('report', { exports, imports: exports }, two) })).toEqual([
      expect.stringContaining(
        'environments/prod.ts: services.report.fileSystems: expected one file system at most: a function has room for no other',
      ),
    ]);
    expect(problems({ prod: mountedBy('web', { exports, imports: exports }, two) })).toEqual([]);
  });

  test('has a variable of the platform', () => {
    expect(
      problems({ prod: changed(prod, 'services.web.environment', { FILE_SYSTEM_EXPORTS_PATH: '/mnt/else' }) }),
    ).toEqual([expect.stringContaining('services.web.environment.FILE_SYSTEM_EXPORTS_PATH: expected a variable')]);
  });
});
