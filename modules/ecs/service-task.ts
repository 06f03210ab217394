import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Construct } from 'constructs';
import type { Role } from '../iam/role';
import { compatibility } from './capacity';
import { withCollector } from './collector';
import type { ServiceProps } from './service-props';
import { containerDefinition, volumeName, volumes, type Logs, type Mount } from './task-definition';
import { tracesVariables } from './traces-variables';

interface Roles {
  readonly taskRole: Role;
  readonly executionRole: Role;
}

/** The task definition of a service. File systems are mounted once it is there. */
export class ServiceTask {
  readonly definition: EcsTaskDefinition;
  private readonly mounts: Mount[] = [];

  constructor(
    scope: Construct,
    private readonly props: ServiceProps,
    private readonly writtenTo: Logs,
    { taskRole, executionRole }: Roles,
  ) {
    const { name, container, capacity } = props;
    const { cpu, memoryMb, architecture = 'ARM64' } = container.size;
    this.definition = new EcsTaskDefinition(scope, 'task-definition', {
      family: name,
      requiresCompatibilities: [compatibility(capacity)],
      networkMode: 'awsvpc',
      cpu: String(cpu),
      memory: String(memoryMb),
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: architecture },
      taskRoleArn: taskRole.roleArn,
      executionRoleArn: executionRole.roleArn,
      containerDefinitions: this.containers(),
      volume: volumes(container, this.mounts),
      // The revisions before it are what a rollback runs.
      skipDestroy: true,
    });
  }

  /** Whether a volume has the name of one at that path already. */
  hasVolumeAt(path: string): boolean {
    return volumes(this.props.container, this.mounts).some(({ name }) => name === volumeName(path));
  }

  mount(mount: Mount): void {
    this.mounts.push(mount);
    this.definition.containerDefinitions = this.containers();
    this.definition.putVolume(volumes(this.props.container, this.mounts));
  }

  /** Plain JSON, which a reviewer reads. */
  private containers(): string {
    const { mounts, writtenTo } = this;
    const { name, container, logs } = this.props;
    if (!logs.traces) return JSON.stringify([containerDefinition(container, writtenTo, mounts)]);
    const environment = { ...container.environment, ...tracesVariables(name, logs.traces.environment) };
    const traced = containerDefinition({ ...container, environment }, writtenTo, mounts);
    return JSON.stringify(withCollector(traced, logs.traces, writtenTo));
  }
}
