import { Address4 } from 'ip-address';
import { z } from 'zod';
import { isDay } from '../../modules/props/day';
import { aTable, tablePattern } from '../../modules/migration/table-name';
import { migrationInstanceClasses } from '../aws/instance-types';
import { domain } from './domain';
import { fields, list, listed, matching, named, nameOf, oneOf, text, wholeNumber, yesOrNo } from './field';
import { isCanonical, rangeWanted } from './range';
import { weeklyWindow } from './window';

const isNarrow = (network: Address4) => network.subnetMask >= 8;

/** The certificates, in PEM, of whom the server's is signed by, as a file of this project. Of RDS: https://truststore.pki.rds.amazonaws.com/<region>/<region>-bundle.pem */
const certificateFile = matching(
  /^(?!.*\.\.)[\w-][\w./-]{0,200}\.pem$/,
  'the path of a PEM file of the project, such as environments/certificates/eu-west-1-bundle.pem',
);

const ofDatabase = fields({
  /** A database of `databases`. */
  database: nameOf('a database'),
  certificateFile,
});

const ofCluster = fields({
  /** A cluster of `clusters`. */
  cluster: nameOf('a cluster'),
  certificateFile,
});

const ofExternal = fields({
  /** A database elsewhere: on premises, of another account, on a server of one's own. */
  external: fields({
    engine: oneOf(['postgres', 'mysql', 'mariadb']),
    /** The DNS name that its certificate is for: `db.example.com`. */
    host: domain,
    port: wholeNumber('(a port)', 1, 65_535),
    /** The database in it; `none` of MySQL and MariaDB, whose databases `tables` names. */
    databaseName: z.union(
      [
        z.literal('none'),
        matching(/^[A-Za-z]\w{0,62}$/, 'the name of a database, up to 63 letters, digits and _, or "none"'),
      ],
      { error: () => 'the name of a database, up to 63 letters, digits and _, or "none"' },
    ),
    /** The IPv4 ranges that `host` resolves to: on the internet, or in a connected network. */
    addresses: list(
      text(
        rangeWanted('an IPv4 range of /8 to /32, such as 203.0.113.10/32', isNarrow),
        (value) => isCanonical(value) && isNarrow(new Address4(value)),
      ),
      'IPv4 ranges',
      1,
      10,
    ),
  }),
  certificateFile,
});

const migration = fields({
  /** What rows are read from: a database or a cluster of the environment, or an external one. */
  from: z.union([ofDatabase, ofCluster, ofExternal], {
    error: () => 'an object of certificateFile and database, cluster or external',
  }),
  /** What they are written to, whose tables are there already. */
  to: z.union([ofDatabase, ofCluster], { error: () => 'an object of certificateFile and database or cluster' }),
  /** `full-load`: what is there. `full-load-and-cdc`: also what changes from then on. `cdc`: the changes alone. */
  type: oneOf(['full-load', 'full-load-and-cdc', 'cdc']),
  /** Schema and table, of MySQL database and table, 1 to 100: `public.orders`. A `%` stands for any text. */
  tables: list(matching(tablePattern, aTable), 'tables', 1, 100),
  /** The day that it is taken out of this file on: `2027-03-31`. */
  endsOn: text('a day such as 2027-03-31', isDay),
  /** The class of its replication instance: `dms.t3.medium`. */
  instanceClass: listed('a replication instance class of DMS', migrationInstanceClasses, 'instance-types.ts'),
  /** GiB for logs and for changes that wait, 5 to 6144. It grows, and never shrinks. */
  allocatedStorageGb: wholeNumber('GiB', 5, 6144),
  /** Whether another instance waits in a second zone. */
  multiAz: yesOrNo(),
  /** When DMS may patch, each week: `sun:04:00-sun:05:00` UTC, 30 minutes or longer. */
  maintenanceWindow: weeklyWindow(30),
});

/** Data on its way from one database to another, by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const migrations = named('migrations', migration);
