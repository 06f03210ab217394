import type { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { dependable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkMount, type MountableFileSystem, type MountProps } from '../file-system/mount-props';
import { sidOf } from '../iam/policy-document';
import { Role } from '../iam/role';
import type { RoleRef } from '../iam/role-ref';
import { LogGroup } from '../log-group/log-group';
import { assertProp } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { SampledService } from '../tracing/sampled-service';
import { placement } from './capacity';
import { tracesStatements } from './collector';
import { dnsNameOf, registry, serviceConnect } from './discovery';
import { logStatements, secretStatements } from './execution-role';
import { Scaling } from './scaling';
import { ServiceAlarms } from './service-alarms';
import { checkService, serviceProps, type ServiceProps } from './service-props';
import { ServiceTask } from './service-task';
import { containerName, type Logs } from './task-definition';
import type { TracesProps } from './traces-props';

/**
 * A container that ECS runs as many times as needed: on Fargate or on instances, in private subnets, not as root, with a read-only file system, logs and
 * alarms, and closed until a connection is declared:
 *
 * ```ts
 * web.connections.allowTo(database, database.port, 'orders');
 * database.grantConnect(web.taskRole, 'app');
 * repository.grantPull('Web', web.executionRole);
 * web.connections.allowTo(api, api.port, 'prices'); // http://${api.dnsName}:${api.port}
 * ```
 *
 * A deployment starts new tasks before it stops old ones, and is rolled back when tasks do not start or an alarm of `rollbackAlarms` fires. The
 * number of tasks is the scaling's: Terraform decides its bounds.
 */
export class Service extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = serviceProps;
  readonly serviceArn: string;
  readonly serviceName: string;
  /** What the application may do: grants are for it. */
  readonly taskRole: RoleRef;
  /** What ECS does for a task before it runs: pulls its image, reads its secrets, writes its log. */
  readonly executionRole: RoleRef;
  readonly port: number;
  /** The name that other services call it by, where `traffic.discovery` gives it one: `web.services.prod.internal`. */
  readonly dnsName: string | undefined;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly service: EcsService;
    readonly taskDefinition: EcsTaskDefinition;
    readonly scalingTarget: AppautoscalingTarget;
    readonly logGroup: LogGroup;
    readonly securityGroup: SecurityGroup;
  };
  private readonly task: ServiceTask;

  /** @throws PropsError for anything that ECS would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceProps,
  ) {
    super(scope, id);
    checkService(this, props);
    const { name, network, logs, container, scale, alarms, traffic, cluster, exec = false } = props;
    const logGroup = new LogGroup(this, 'log-group', {
      name: `/aws/ecs/${name}`,
      retentionDays: logs.retentionDays,
      key: logs.key,
    });
    const taskRole = this.addRole('task-role', `${name}-task`, `What the application ${name} may do`);
    if (logs.traces) this.addTraces(taskRole, logs.traces);
    const executionRole = this.addExecutionRole(logGroup);
    const taskLogs = { group: logGroup.logGroupName, region: cluster.region };
    const task = new ServiceTask(this, props, taskLogs, { taskRole, executionRole });
    const taskDefinition = task.definition;
    const securityGroup = new SecurityGroup(this, 'security-group', {
      ...{ network, name: `${name}-service`, description: `Tasks of ${name}` },
    });
    const service = this.addService(taskDefinition, securityGroup, taskLogs);
    if (exec) cluster.grantExec(sidOf(name), taskRole);

    const { clusterName } = cluster;
    const serviceName = service.name;
    const scaling = new Scaling(this, 'scaling', { name, clusterName, serviceName, scale });
    const minTasks = scale.min;
    new ServiceAlarms(this, 'alarms', { name, clusterName, serviceName, minTasks, thresholds: alarms });

    this.nodes = { service, taskDefinition, scalingTarget: scaling.nodes.target, logGroup, securityGroup };
    this.serviceArn = service.id;
    this.serviceName = serviceName;
    this.taskRole = taskRole;
    this.executionRole = executionRole;
    this.port = container.port;
    this.dnsName = traffic?.discovery && dnsNameOf(traffic.discovery);
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.task = task;
  }

  /**
   * Mounts a file system in the container, as the role of the task and over TLS, and lets it reach it. On Fargate alone: on instances it is an instance that mounts.
   *
   * @throws PropsError for an access point that is not there, a path that is taken, and for tasks on instances.
   */
  mount(fileSystem: MountableFileSystem, mount: MountProps): void {
    checkMount(this, fileSystem, mount);
    const { name, capacity } = this.props;
    const { accessPoint, path, access = 'read-write' } = mount;
    assertProp(this, 'fileSystem', !('instances' in capacity), 'tasks on Fargate', 'tasks on instances');
    assertProp(this, 'path', !this.task.hasVolumeAt(path), 'a path of its own', path);
    const { fileSystemId, accessPointIds } = fileSystem;
    this.task.mount({ path, access, fileSystemId, accessPointId: accessPointIds[accessPoint] ?? '' });
    fileSystem.grantMount(sidOf(name), this.taskRole, accessPoint, access);
    this.connections.allowTo(fileSystem, fileSystem.port, `${name}, to the files at ${path}`);
  }

  /** Creates the service only after `others`: ECS refuses a target group that no listener forwards to yet. */
  waitFor(...others: readonly ITerraformDependable[]): void {
    const { service } = this.nodes;
    service.dependsOn = [...(service.dependsOn ?? []), ...others.map(dependable)];
  }

  private addRole(id: string, name: string, description: string): Role {
    const trust = { service: 'ecs-tasks.amazonaws.com', sourceAccount: this.props.cluster.account };
    return new Role(this, id, { name, description, trust });
  }

  private addExecutionRole(logGroup: LogGroup): Role {
    const { name, container } = this.props;
    const role = this.addRole('execution-role', `${name}-execution`, `Starts tasks of ${name}`);
    role.addPolicy('logs', logStatements(logGroup.logGroupArn));
    const secrets = secretStatements(container);
    if (secrets.length > 0) role.addPolicy('secrets', secrets);
    return role;
  }

  private addTraces(taskRole: Role, { samplePercent, tracesPerSecond }: TracesProps): void {
    const { name } = this.props;
    new SampledService(this, 'traces', {
      name,
      samplePercent,
      ...(tracesPerSecond !== undefined && { tracesPerSecond }),
    });
    taskRole.addPolicy('traces', tracesStatements);
  }

  private addService(taskDefinition: EcsTaskDefinition, securityGroup: SecurityGroup, logs: Logs): EcsService {
    const { name, network, cluster, container, capacity, scale, traffic, exec } = this.props;
    const { targetGroups = [], rollbackAlarms = [], discovery } = traffic ?? {};
    return new EcsService(this, 'service', {
      name,
      cluster: cluster.clusterArn,
      taskDefinition: taskDefinition.arn,
      desiredCount: scale.min,
      ...placement(capacity),
      // Without it, another share of Spot replaces the service (AWS provider, aws_ecs_service, capacity_provider_strategy).
      forceNewDeployment: true,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      ...(rollbackAlarms.length > 0 && {
        alarms: { alarmNames: [...rollbackAlarms], enable: true, rollback: true },
      }),
      availabilityZoneRebalancing: 'ENABLED',
      networkConfiguration: {
        subnets: Object.values(network.subnetIds.private),
        securityGroups: [securityGroup.securityGroupId],
        assignPublicIp: false,
      },
      loadBalancer: targetGroups.map(({ targetGroupArn }) => ({
        targetGroupArn,
        containerName,
        containerPort: container.port,
      })),
      ...(targetGroups.length > 0 && { healthCheckGracePeriodSeconds: 60 }),
      ...(discovery && {
        serviceRegistries: { registryArn: registry(this, discovery).arn },
        serviceConnectConfiguration: serviceConnect(discovery, container.port, logs),
      }),
      enableExecuteCommand: exec ?? false,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      // The lock of the state is not held while tasks start; the circuit breaker watches them.
      waitForSteadyState: false,
      lifecycle: { ignoreChanges: ['desired_count'] },
      dependsOn: [cluster.nodes.capacityProviders],
    });
  }
}
