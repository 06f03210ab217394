import { z } from 'zod';
import { fields, named, oneOf, protection, wholeNumber } from './field';
import { backupPlan } from './recovery';

/** Days after which EFS moves a file. Source: https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html */
const days = () =>
  z.union([z.literal('never'), z.literal([1, 7, 14, 30, 60, 90, 180, 270, 365])], {
    error: () => '"never" or a number of days: 1, 7, 14, 30, 60, 90, 180, 270 or 365',
  });

/** Not root, which is 0. */
const id = (what: string) => wholeNumber(what, 1, 4_294_967_295);

const accessPoint = fields({
  /** The user ID that all files are read and written as, whoever the client says that it is: 1 to 4294967295. Containers and functions write as it, whatever their own user is. */
  uid: id('(a user ID)'),
  /** The group ID, likewise. */
  gid: id('(a group ID)'),
});

const fileSystem = fields({
  /** The ways in, by name: each is one directory of its name, and one user. There is no other way in. */
  accessPoints: named('access points', accessPoint),
  /** `elastic` follows the load and is charged by what is read and written; `bursting` follows the size; `provisionedMibps` is a number of MiB a second, 1 to 3414. */
  throughput: z.union(
    [oneOf(['elastic', 'bursting']), fields({ provisionedMibps: wholeNumber('MiB a second', 1, 3414) })],
    { error: () => '"elastic", "bursting" or an object of provisionedMibps' },
  ),
  /** Days after which a file that nobody reads moves to Infrequent Access, cheaper to keep and charged by access; or `never`. It moves back when it is read. */
  infrequentAccessAfterDays: days(),
  /** Days after which it moves to Archive, cheaper again, and charged for 90 days; or `never`. Of an `elastic` one alone. */
  archiveAfterDays: days(),
  /** The plan of `recovery.plans` that backs it up; off only with a reason, which the review sees. Then AWS's own plan for EFS keeps a copy of each day for 35 days. */
  backupPlan,
  /** Whether Terraform refuses to destroy it; off only with a reason, which the review sees. */
  deletionProtection: protection(),
});

/** File systems (EFS) in the data tier, by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const fileSystems = named('file systems', fileSystem);
