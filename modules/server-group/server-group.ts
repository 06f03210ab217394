import type { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { AutoscalingLifecycleHook } from '@cdktf/provider-aws/lib/autoscaling-lifecycle-hook';
import type { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { dependable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { sidOf } from '../iam/policy-document';
import { Role } from '../iam/role';
import { Key } from '../kms/key';
import { LogGroup } from '../log-group/log-group';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { autoScalingGroup } from './auto-scaling-group';
import { checkServerGroup } from './check-server-group';
import { agentCommands, agentStatements } from './cloudwatch-agent';
import { containerCommands, containerStatements, environmentFile } from './container';
import { serverTemplate } from './launch-template';
import { isTracked, ServerScaling } from './scaling';
import { Schedules } from './schedules';
import { ServerAlarms } from './server-alarms';
import { serverGroupProps, type ServerGroupProps } from './server-group-props';
import { allowOwnTraffic } from './server-network';
import type { AgentProps } from './servers-props';
import { userData } from './user-data';

/**
 * EC2 instances, one or many, that replace themselves when they fail, when their template changes and every week: on encrypted disks, with IMDSv2 only, reached
 * by people through Session Manager, and by nobody else until a connection is declared:
 *
 * ```ts
 * balancer.connections.allowTo(web, 8080, 'requests and health checks');
 * web.connections.allowTo(database, database.port, 'orders');
 * database.grantConnect(web.role, 'app');
 * ```
 *
 * Behind a balancer its health checks decide which server is replaced. How many there are is the scaling's: Terraform decides the bounds, and where
 * a schedule changes those, only those of the first day.
 *
 * A change while servers are being replaced cancels the replacement and starts another with the newest template; Terraform does not wait for its end. Look at
 * `aws autoscaling describe-instance-refreshes` until then.
 */
export class ServerGroup extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = serverGroupProps;
  /** The Auto Scaling group's name. */
  readonly groupName: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  /** What the servers may do: grants are for it. */
  readonly role: Role;
  readonly nodes: {
    readonly group: AutoscalingGroup;
    readonly launchTemplate: LaunchTemplate;
    readonly instanceProfile: IamInstanceProfile;
    readonly securityGroup: SecurityGroup;
    readonly diskKey: Key;
    readonly logGroup: LogGroup | undefined;
  };

  /** @throws PropsError for anything that EC2 or Auto Scaling would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServerGroupProps,
  ) {
    super(scope, id);
    checkServerGroup(this, props);
    const { name, network, sessions, servers, scale, alarms } = props;
    const { agent, container, calls = [] } = servers;

    const securityGroup = new SecurityGroup(this, 'security-group', { network, name, description: `Servers ${name}` });
    allowOwnTraffic(securityGroup.connections, network, {
      ...{ sessions: sessions !== undefined, agent: agent !== undefined, container: container !== undefined, calls },
    });
    const logGroup = this.addLogGroup();
    this.role = this.addRole(logGroup);
    sessions?.grantTarget(sidOf(name), this.role);

    const diskKey = this.addDiskKey();
    const instanceProfile = this.role.addInstanceProfile();
    const launchTemplate = serverTemplate(this, 'launch-template', {
      ...{ name, servers, diskKey },
      instanceProfileArn: instanceProfile.arn,
      securityGroupId: securityGroup.securityGroupId,
      userData: this.userData(),
    });
    const group = autoScalingGroup(this, 'group', launchTemplate, props);
    this.groupName = group.name;
    if (isTracked(scale)) new ServerScaling(this, 'scaling', { name, group: group.name, scale });
    // Hidden in addresses: a schedule is the group's, by its own name.
    new Schedules(this, 'Default', { name, group: group.name, schedules: scale.schedules ?? {} });
    this.addDraining(group);
    new ServerAlarms(this, {
      ...{ name, group: group.name, thresholds: alarms },
      isSeveral: scale.max > 1,
      mounts: agent ? mountsOf(agent) : [],
    });

    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = { group, launchTemplate, instanceProfile, securityGroup, diskKey, logGroup };
  }

  /** Creates the group only after `others`: Auto Scaling counts no requests of a target group that no listener forwards to yet. */
  waitFor(...others: readonly ITerraformDependable[]): void {
    const { group } = this.nodes;
    group.dependsOn = [...(group.dependsOn ?? []), ...others.map(dependable)];
  }

  private addRole(logGroup: LogGroup | undefined): Role {
    const { name, servers } = this.props;
    const role = new Role(this, 'role', {
      name,
      description: `What the servers of ${name} may do`,
      trust: {
        service: 'ec2.amazonaws.com',
        sourceAccount: { off: true, reason: 'EC2 sends none when it assumes the role of an instance' },
      },
    });
    if (servers.agent) role.addPolicy('agent', agentStatements(logGroup?.logGroupArn));
    if (servers.container) role.addPolicy('container', containerStatements(servers.container));
    return role;
  }

  private addDiskKey(): Key {
    const { name, account, region } = this.props;
    const key = new Key(this, 'disk-key', { purpose: `Disk of ${name}`, alias: `${name}/disk`, account, region });
    // Auto Scaling launches through EC2 under its service-linked role, a principal of the account like any other: it uses
    // the key, and passes it on to the disk, as it would `aws/ebs`.
    key.allowViaService('Ec2', 'ec2');
    return key;
  }

  private addLogGroup(): LogGroup | undefined {
    const { name, servers } = this.props;
    const { logs } = servers.agent ?? {};
    if (!logs) return undefined;
    const { retentionDays, key } = logs;
    return new LogGroup(this, 'log-group', { name: logGroupName(name), retentionDays, key });
  }

  private userData(): string | undefined {
    const { name, region, servers } = this.props;
    const { agent, userData: own, variables, container } = servers;
    const logGroup = logGroupName(name);
    const logs = agent?.logs && { group: logGroup, files: agent.logs.files };
    const install = agent ? agentCommands({ group: name, mounts: mountsOf(agent), ...(logs && { logs }) }) : [];
    const run = container ? containerCommands({ container, region, logGroup }) : [];
    return userData({
      ...(variables && { variables }),
      ...(container && { environment: { file: environmentFile, variables: container.environment ?? {} } }),
      commands: [...install, ...(own === undefined ? [] : [own]), ...run],
    });
  }

  /** Without a target: the server ends its work, or the seconds are over. */
  private addDraining(group: AutoscalingGroup): void {
    const { name, account, region, replacement = {} } = this.props;
    if (replacement.drainSeconds === undefined) return;
    new AutoscalingLifecycleHook(this, 'drain', {
      name: `${name}-drain`,
      autoscalingGroupName: group.name,
      lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      heartbeatTimeout: replacement.drainSeconds,
      defaultResult: 'CONTINUE',
    });
    this.role.addPolicy('drain', [
      {
        Sid: 'EndsItsWork',
        Effect: 'Allow',
        Action: ['autoscaling:CompleteLifecycleAction', 'autoscaling:RecordLifecycleActionHeartbeat'],
        Resource: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${name}`,
      },
    ]);
  }
}

/** The log group of a group's servers. */
export function logGroupName(name: string): string {
  return `/aws/ec2/${name}`;
}

function mountsOf({ mounts = ['/'] }: AgentProps): readonly string[] {
  return mounts;
}
