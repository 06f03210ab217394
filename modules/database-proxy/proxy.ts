import { DbProxy, type DbProxyAuth } from '@cdktf/provider-aws/lib/db-proxy';
import { DbProxyDefaultTargetGroup } from '@cdktf/provider-aws/lib/db-proxy-default-target-group';
import { DbProxyTarget } from '@cdktf/provider-aws/lib/db-proxy-target';
import type { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Fn, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import type { Role } from '../iam/role';
import type { RoleRef } from '../iam/role-ref';
import { openToServices } from '../kms/open-key';
import { LogGroup } from '../log-group/log-group';
import { assertProp, checkProps } from '../props';
import { engines } from '../rds/engine';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { grantConnect } from './grant-connect';
import { ImportedDatabaseProxy } from './imported-proxy';
import { ProxyAlarms } from './proxy-alarms';
import { proxyProps, type DatabaseProxyProps } from './proxy-props';
import type { DatabaseProxyRef } from './proxy-ref';
import { proxyRole } from './proxy-role';
import { UserSecrets } from './user-secrets';

/** How clients prove a password, which has to be encrypted on the way: the stronger one of each protocol (RDS API reference, UserAuthConfig, ClientPasswordAuthType). */
const passwordProofs = { postgres: 'POSTGRES_SCRAM_SHA_256', mysql: 'MYSQL_CACHING_SHA2_PASSWORD' };

interface Parts {
  readonly role: Role;
  readonly policy: IamRolePolicy;
  readonly secrets: UserSecrets;
  readonly securityGroup: SecurityGroup;
  readonly alarms: ProxyAlarms;
}

/**
 * An RDS Proxy in front of a database or an Aurora cluster, for clients that come and go, such as functions: they share the connections of a pool, and stay connected to the
 * proxy in a failover. TLS only, and closed until a connection is declared:
 *
 * ```ts
 * worker.connections.allowTo(proxy, proxy.port, 'orders');
 * proxy.grantConnect(workerRole, 'orders');
 * ```
 *
 * Clients log in with IAM, and the proxy with a password from a secret. So a user is made in SQL with that password, and without `rds_iam`, which would refuse it.
 * It keeps connections open: a serverless cluster behind it does not pause.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
 */
export class DatabaseProxy extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = proxyProps;
  readonly proxyArn: string;
  /** The proxy's DNS name, without the port: that of an instance that writes. */
  readonly endpoint: string;
  readonly port: number;
  /** RDS's own identifier (`prx-…`), which IAM authentication names the proxy by. */
  readonly resourceId: string;
  /** The secret of each database user. */
  readonly secretArns: Readonly<Record<string, string>>;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly proxy: DbProxy;
    readonly targetGroup: DbProxyDefaultTargetGroup;
    readonly target: DbProxyTarget;
    readonly securityGroup: SecurityGroup;
    readonly role: Role;
    readonly secrets: UserSecrets;
    readonly alarms: ProxyAlarms;
  };

  /** @throws PropsError for anything that RDS would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseProxyProps,
  ) {
    super(scope, id);
    this.check();
    const { name, network, key, database, alarms } = props;
    openToServices(key, 'secretsmanager');
    this.port = engines[database.proxyTarget.protocol].port;

    const about = { name: `${name}-proxy`, description: `RDS Proxy ${name}` };
    const securityGroup = new SecurityGroup(this, 'security-group', { network, ...about });
    securityGroup.connections.allowTo(database, this.port, `RDS Proxy ${name}`);
    const secrets = new UserSecrets(this, 'users', props);
    const { role, policy } = proxyRole(this, props, Object.values(secrets.secretArns));
    const watched = new ProxyAlarms(this, 'alarms', { name, thresholds: alarms });
    const proxy = this.addProxy({ role, policy, secrets, securityGroup, alarms: watched });
    const targetGroup = this.addTargetGroup(proxy);
    const target = this.addTarget(targetGroup);

    this.proxyArn = proxy.arn;
    this.endpoint = proxy.endpoint;
    // The end of arn:aws:rds:<region>:<account>:db-proxy:prx-…; a local, so that a policy that has it stays JSON.
    this.resourceId = new TerraformLocal(this, 'resource-id', Fn.element(Fn.split(':', proxy.arn), 6)).asString;
    this.secretArns = secrets.secretArns;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = { proxy, targetGroup, target, securityGroup, role, secrets, alarms: watched };
  }

  /** A proxy of another stack, as a peer in this one: the rules and grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: DatabaseProxyRef): ImportedDatabaseProxy {
    return new ImportedDatabaseProxy(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): DatabaseProxyRef {
    const { name, account, region, users, database } = this.props;
    const { endpoint, resourceId, securityGroupId } = this;
    const iamUsers = Object.keys(users).filter((user) => (users[user]?.login ?? 'iam') === 'iam');
    const { protocol } = database.proxyTarget;
    return { name, account, region, protocol, endpoint, resourceId, iamUsers, securityGroupId };
  }

  /**
   * Lets `role` log in as `databaseUser`, with IAM. It may not log in to the database itself, past the proxy.
   *
   * @throws PropsError for a user that the proxy does not have, who logs in with a password, or is granted already.
   */
  grantConnect(role: RoleRef, databaseUser: string): void {
    grantConnect(this, this.ref, role, databaseUser);
  }

  private check(): void {
    checkProps(this, proxyProps, this.props);
    const { network, database, pool = {} } = this.props;
    const zones = Object.keys(network.subnetIds.data);
    assertProp(this, 'network', zones.length >= 2, 'two zones or more with a data subnet, as RDS does', zones);
    const { instanceIdentifier, clusterIdentifier } = database.proxyTarget;
    const isOne = (instanceIdentifier === undefined) !== (clusterIdentifier === undefined);
    assertProp(this, 'database.proxyTarget', isOne, 'either an instance or a cluster', database.proxyTarget);
    const { maxConnectionsPercent: most = 90, maxIdleConnectionsPercent: idle = 0 } = pool;
    const expected = `up to maxConnectionsPercent, ${most}`;
    assertProp(this, 'pool.maxIdleConnectionsPercent', idle <= most, expected, idle);
  }

  private addProxy({ role, policy, secrets, securityGroup, alarms }: Parts): DbProxy {
    const { name, network, key, database, logRetentionDays: retentionDays, pool = {} } = this.props;
    const { protocol } = database.proxyTarget;
    // The name is RDS's, which makes a group that is missing, unencrypted and for ever.
    const logGroup = new LogGroup(this, 'log', { name: `/aws/rds/proxy/${name}`, retentionDays, key });
    return new DbProxy(this, 'proxy', {
      name,
      engineFamily: protocol === 'postgres' ? 'POSTGRESQL' : 'MYSQL',
      requireTls: true,
      idleClientTimeout: pool.idleClientSeconds ?? 1800,
      // It would write statements, and what is in them, to the log.
      debugLogging: false,
      roleArn: role.roleArn,
      vpcSubnetIds: Object.values(network.subnetIds.data),
      vpcSecurityGroupIds: [securityGroup.securityGroupId],
      auth: Object.entries(secrets.secretArns).map(([user, secretArn]) => this.authOf(user, secretArn)),
      tags: { Name: name },
      // RDS moves no proxy to other subnets, and the provider would replace it for a zone more, with nobody served meanwhile.
      lifecycle: { ignoreChanges: ['vpc_subnet_ids'] },
      // RDS logs in with what is there when the proxy is made.
      dependsOn: [logGroup.nodes.logGroup, policy, ...Object.values(secrets.nodes.versions), ...alarms.nodes.alarms],
    });
  }

  private authOf(user: string, secretArn: string): DbProxyAuth {
    const { users, database } = this.props;
    const auth = { authScheme: 'SECRETS', description: `Database user ${user}`, secretArn };
    if ((users[user]?.login ?? 'iam') === 'iam') return { ...auth, iamAuth: 'REQUIRED' };
    return { ...auth, iamAuth: 'DISABLED', clientPasswordAuthType: passwordProofs[database.proxyTarget.protocol] };
  }

  private addTargetGroup({ name: dbProxyName }: DbProxy): DbProxyDefaultTargetGroup {
    const { maxConnectionsPercent = 90, maxIdleConnectionsPercent, ...pool } = this.props.pool ?? {};
    return new DbProxyDefaultTargetGroup(this, 'target-group', {
      dbProxyName,
      connectionPoolConfig: {
        maxConnectionsPercent,
        maxIdleConnectionsPercent: maxIdleConnectionsPercent ?? Math.floor(maxConnectionsPercent / 2),
        connectionBorrowTimeout: pool.borrowTimeoutSeconds ?? 30,
        ...(pool.ignoreVariableSets && { sessionPinningFilters: ['EXCLUDE_VARIABLE_SETS'] }),
      },
    });
  }

  private addTarget({ dbProxyName, name: targetGroupName }: DbProxyDefaultTargetGroup): DbProxyTarget {
    const { instanceIdentifier, clusterIdentifier } = this.props.database.proxyTarget;
    return new DbProxyTarget(this, 'target', {
      ...{ dbProxyName, targetGroupName },
      ...(instanceIdentifier !== undefined && { dbInstanceIdentifier: instanceIdentifier }),
      ...(clusterIdentifier !== undefined && { dbClusterIdentifier: clusterIdentifier }),
    });
  }
}
