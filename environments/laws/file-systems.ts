import type { Finding } from '../load/problem';
import { nearest } from '../schema/field';
import { eachNamed, eachOf, firstUser, type Part } from './each';
import { missingKeys } from './services';

/** A file system has a way in: without an access point nobody mounts it. */
export function fileSystemsHaveWayIn(part: Part): Finding[] {
  return eachNamed(part, 'fileSystems', ({ accessPoints }, path) =>
    accessPoints && Object.keys(accessPoints).length === 0
      ? [{ path: [...path, 'accessPoints'], expected: 'one access point or more' }]
      : [],
  );
}

/** Files go to Archive later than to Infrequent Access, and where the throughput is elastic. Source: https://docs.aws.amazon.com/efs/latest/ug/storage-classes.html */
export function filesMoveInOrder(part: Part): Finding[] {
  return eachNamed(part, 'fileSystems', (decided, path) => {
    const { infrequentAccessAfterDays: first, archiveAfterDays: second, throughput } = decided;
    if (typeof second !== 'number' || first === undefined || throughput === undefined) return [];
    const at = [...path, 'archiveAfterDays'];
    return [
      ...(first === 'never' || second <= first
        ? [{ path: at, expected: '"never", or more days than infrequentAccessAfterDays' }]
        : []),
      ...(throughput === 'elastic' ? [] : [{ path: at, expected: '"never", since throughput is not "elastic"' }]),
    ];
  });
}

/** What a service of a critical environment writes is not destroyed with its stack while it is in use. */
export function criticalFilesAreKept(part: Part): Finding[] {
  if (part.criticality !== 'critical') return [];
  return eachNamed(part, 'fileSystems', ({ deletionProtection }, path, name) => {
    const user = firstUser(part, 'fileSystems', name);
    if (typeof deletionProtection !== 'object' || user === undefined) return [];
    const expected = `"on", since criticality is critical and services.${user} mounts it`;
    return [{ path: [...path, 'deletionProtection'], expected }];
  });
}

/**
 * A service mounts file systems of the environment, by an access point of theirs; a function has room for one.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export function mountsExist(part: Part): Finding[] {
  const { fileSystems } = part;
  return eachOf(part, ['containers', 'function'], ({ runtime, fileSystems: mounted = {} }, path) => [
    ...missingKeys(mounted, fileSystems, 'fileSystems', path),
    ...Object.entries(mounted).flatMap(([name, mount]) => {
      const points = fileSystems?.[name]?.accessPoints;
      const { accessPoint } = mount ?? {};
      if (!points || accessPoint === undefined || Object.hasOwn(points, accessPoint)) return [];
      const expected = `an access point of fileSystems.${name}${nearest(accessPoint, Object.keys(points))}`;
      return [{ path: [...path, 'fileSystems', name, 'accessPoint'], expected }];
    }),
    ...(runtime === 'function' && Object.keys(mounted).length > 1
      ? [{ path: [...path, 'fileSystems'], expected: 'one file system at most: a function has room for no other' }]
      : []),
  ]);
}

/** On EC2 instances it is an instance that mounts a file system, for all of its tasks: their own way to it would say nothing. */
export function mountsAreOnFargate(part: Part): Finding[] {
  return eachOf(part, ['containers'], ({ capacity, fileSystems = {} }, path) =>
    typeof capacity === 'string' && Object.keys(fileSystems).length > 0
      ? [
          {
            path: [...path, 'fileSystems'],
            expected: 'nothing, since it runs on instances: only tasks on Fargate mount file systems',
          },
        ]
      : [],
  );
}
