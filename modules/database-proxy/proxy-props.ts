import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  accountId,
  arn,
  flag,
  identifier,
  map,
  object,
  oneOf,
  optional,
  regionName,
  wholeNumber,
  type Description,
} from '../props';
import { databaseUser } from '../rds/database-name';
import { proxied, type Proxied } from '../rds/proxy-target';

export interface DatabaseProxyProps {
  /** The proxy's identifier, unique in its account and region: `prod-main`. Another one replaces the proxy, and its endpoint. */
  readonly name: string;
  /** The account that owns the proxy: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The proxy goes into the data tier, which has to have two zones or more. RDS moves it to no other subnets. */
  readonly network: NetworkRef;
  /** The database behind it: a `Database` or a `DatabaseCluster`, or one of them imported. The proxy may connect to it; clients need no connection to it. */
  readonly database: Proxied;
  /**
   * Encrypts the secrets of the users, and logs. A `Key` is opened to Secrets Manager and CloudWatch Logs; one that is only referred to must admit them.
   */
  readonly key: KeyRef;
  /** Who logs in through it, by database user. The proxy has a password of each in a secret, and logs in to the database with that. */
  readonly users: Readonly<Record<string, ProxyUser>>;
  /** Days that logs are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  readonly alarms: ProxyAlarmThresholds;
  /**
   * How connections are shared.
   * @default a client is cut off after 30 minutes without a request; up to 90 percent of the connections of the database are opened
   */
  readonly pool?: ProxyPool;
}

export interface ProxyUser {
  /**
   * A secret under `key`, or one that RDS manages, with the fields `username` and `password` of this user.
   * @default the proxy makes one, with a password that Terraform makes during apply, in no plan or state; who makes the user in SQL reads it there
   */
  readonly secretArn?: string;
  /**
   * How clients log in: with IAM, or with the password of the secret.
   * @default iam
   */
  readonly login?: 'iam' | 'password';
  /**
   * Raised to change the password of a secret that the proxy makes. Change it in SQL too.
   * @default 1
   */
  readonly passwordVersion?: number;
}

export interface ProxyPool {
  /**
   * Seconds without a request after which a client is cut off, 1 to 28800.
   * @default 1800
   */
  readonly idleClientSeconds?: number;
  /**
   * Connections that the proxy opens at most, in percent of `max_connections`, 1 to 100. Leave some to those that connect to the database itself.
   * @default 90
   */
  readonly maxConnectionsPercent?: number;
  /**
   * Connections that it leaves open without work, in percent of `max_connections`, up to `maxConnectionsPercent`.
   * @default half of maxConnectionsPercent
   */
  readonly maxIdleConnectionsPercent?: number;
  /**
   * Seconds that a request waits for a connection, 0 to 300, before it fails.
   * @default 30
   */
  readonly borrowTimeoutSeconds?: number;
  /**
   * Whether a SET of a session variable leaves a client unpinned. A pinned client keeps its connection until it goes, and the pool is of no use to it. Only where all clients
   * set the same variables: a client may get a connection with what another has set.
   *
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-pinning.html
   * @default false
   */
  readonly ignoreVariableSets?: boolean;
}

export interface ProxyAlarmThresholds {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /**
   * Connections to the database in use, in percent of those that the proxy may open, over 15 minutes.
   * @default 80
   */
  readonly connectionsPercent?: number;
  /**
   * Pinned connections, in percent of those that are open, over 15 minutes.
   * @default 50
   */
  readonly pinnedPercent?: number;
  /**
   * Milliseconds until a request gets a connection, on average, over 5 minutes.
   * @default 1000
   */
  readonly borrowMilliseconds?: number;
  /**
   * Logins of clients that fail, in 5 minutes.
   * @default 20
   */
  readonly failedLogins?: number;
}

const known = { structure: true };
const poolApi = { ...known, source: 'RDS API reference, ConnectionPoolConfiguration' };
const percent = wholeNumber('percent', 1, 100, known);

export const proxyProps: Description<DatabaseProxyProps> = {
  // Short enough for the names derived from it.
  name: identifier(40, 'RDS API reference, CreateDBProxy, DBProxyName'),
  account: accountId,
  region: regionName,
  network: networkRef,
  database: proxied,
  key: keyRef,
  // A proxy has up to 200 secrets (RDS user guide, Amazon RDS Proxy, quotas and limitations); a stack has not.
  users: map(
    'users',
    databaseUser,
    object<ProxyUser>({
      secretArn: optional(arn('a secret', 'secretsmanager', /^secret:[\w/+=.@!-]{1,512}$/), 'the proxy makes one'),
      login: optional(oneOf(['iam', 'password']), 'iam'),
      passwordVersion: optional(wholeNumber('changes', 1, 1_000_000, known), '1'),
    }),
    { min: 1, max: 50 },
  ),
  logRetentionDays: logRetention,
  alarms: object<ProxyAlarmThresholds>({
    topic: topicRef,
    connectionsPercent: optional(percent, '80'),
    pinnedPercent: optional(percent, '50'),
    borrowMilliseconds: optional(wholeNumber('milliseconds', 1, 300_000, known), '1000'),
    failedLogins: optional(wholeNumber('logins', 1, 1_000_000, known), '20'),
  }),
  pool: optional(
    object<ProxyPool>({
      idleClientSeconds: optional(
        wholeNumber('seconds', 1, 28_800, {
          ...known,
          source: 'RDS user guide, Creating a proxy, idle client connection timeout',
        }),
        '1800',
      ),
      maxConnectionsPercent: optional(wholeNumber('percent', 1, 100, poolApi), '90'),
      maxIdleConnectionsPercent: optional(wholeNumber('percent', 0, 100, poolApi), 'half of maxConnectionsPercent'),
      borrowTimeoutSeconds: optional(wholeNumber('seconds', 0, 300, poolApi), '30'),
      ignoreVariableSets: optional(flag(), 'false'),
    }),
    'a client is cut off after 30 minutes without a request; up to 90 percent of the connections of the database are opened',
  ),
};
