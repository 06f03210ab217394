import type { EcsTaskDefinitionVolume } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { MountAccess } from '../file-system/grant-mount';
import type { ContainerProps } from './container-props';

/** The one container of a task has the name of what it is, whatever the service is called. */
export const containerName = 'app';
/** Service Connect knows its port by this name, and cannot change name or protocol later: they are there from the start. */
export const portName = 'http';

export interface Logs {
  readonly group: string;
  readonly region: string;
}

/** A file system in a container. */
export interface Mount {
  readonly path: string;
  readonly access: MountAccess;
  readonly fileSystemId: string;
  readonly accessPointId: string;
}

/** The container of a task definition, as ECS reads it. Its values may be tokens. */
export function containerDefinition(container: ContainerProps, logs: Logs, mounts: readonly Mount[] = []): object {
  const { image, port, command, healthCheck, user = '10001:10001', stopTimeoutSeconds = 30 } = container;
  return {
    name: containerName,
    image,
    essential: true,
    user,
    privileged: false,
    readonlyRootFilesystem: true,
    // Ends the children that a process leaves; no capability but those of an ordinary process.
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
    ...(command && { command }),
    portMappings: [{ name: portName, containerPort: port, hostPort: port, protocol: 'tcp', appProtocol: 'http' }],
    environment: variables(container.environment ?? {}, 'value'),
    secrets: variables(container.secrets ?? {}, 'valueFrom'),
    mountPoints: [
      ...writablePaths(container).map((path) => ({ path, readOnly: false })),
      ...mounts.map(({ path, access }) => ({ path, readOnly: access === 'read' })),
    ].map(({ path, readOnly }) => ({ sourceVolume: volumeName(path), containerPath: path, readOnly })),
    volumesFrom: [],
    stopTimeout: stopTimeoutSeconds,
    ...(healthCheck && {
      healthCheck: { command: ['CMD', ...healthCheck], interval: 10, timeout: 5, retries: 3, startPeriod: 30 },
    }),
    logConfiguration: logConfiguration(containerName, logs),
  };
}

/** @param prefix of the streams' names */
export function logConfiguration(prefix: string, { group, region }: Logs) {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': group,
      'awslogs-region': region,
      'awslogs-stream-prefix': prefix,
      // A log that cannot be written does not stop the application.
      mode: 'non-blocking',
      'max-buffer-size': '4m',
    },
  };
}

/** The volumes of the task: one of its own for each path that is written to, and the file systems, over TLS and as the task's role. */
export function volumes(container: ContainerProps, mounts: readonly Mount[]): EcsTaskDefinitionVolume[] {
  return [
    ...writablePaths(container).map((path) => ({ name: volumeName(path) })),
    ...mounts.map(({ path, fileSystemId, accessPointId }) => ({
      name: volumeName(path),
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: 'ENABLED',
        authorizationConfig: { accessPointId, iam: 'ENABLED' },
      },
    })),
  ];
}

function writablePaths({ writablePaths = ['/tmp'] }: ContainerProps): readonly string[] {
  return writablePaths;
}

/** ECS names volumes by letters, digits, _ and -. */
export function volumeName(path: string): string {
  return path.slice(1).replace(/[/.]/g, '-');
}

/** By name, so that another order is no new revision. */
function variables(given: Readonly<Record<string, string>>, member: 'value' | 'valueFrom') {
  const names = Object.keys(given).sort();
  return names.map((name) => ({ name, [member]: given[name] }));
}
