import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Construct } from 'constructs';
import type { Role } from '../iam/role';
import { compatibility } from './capacity';
import { withCollector } from './collector';
import type { ServiceProps } from './service-props';
import { containerDefinition, volumes, type Logs, type Mount } from './task-definition';
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
      volume: volumes(container, []),
      // The revisions before it are what a rollback runs.
      skipDestroy: true,
    });
  }

  /** Whether something is at that path already. */
  hasPath(path: string): boolean {
    return [...(this.props.container.writablePaths ?? []), ...this.mounts.map((mount) => mount.path)].includes(path);
  }

  mount(mount: Mount): void {
    this.mounts.push(mount);
    this.definition.containerDefinitions = this.containers();
    this.definition.putVolume(volumes(this.props.container, this.mounts));
  }

  /** Plain JSON, which a reviewer reads. */
  private containers(): string {
    const { name, container, logs } = this.props;
    const of = (environment: Readonly<Record<string, string>> | undefined) =>
      containerDefinition({ ...container, ...(environment && { environment }) }, this.writtenTo, this.mounts);
    if (!logs.traces) return JSON.stringify([of(container.environment)]);
    const environment = { ...container.environment, ...tracesVariables(name, logs.traces.environment) };
    return JSON.stringify(withCollector(of(environment), logs.traces, this.writtenTo));
  }
}
