import type { PolicyStatement } from '../iam/policy-statement';
import { instanceId, withinTenMinutes } from './boot';
import type { ServerContainerProps } from './container-props';

/** Where a server has the variables of its container, a line for each; Docker takes what follows the first `=` as it is. */
export const environmentFile = '/etc/container.env';

export interface ContainerOnServer {
  readonly container: ServerContainerProps;
  readonly region: string;
  /** The log group of its lines. */
  readonly logGroup: string;
}

/** Installs and starts Docker: a package of Amazon Linux 2023. */
export const installsDocker: readonly string[] = ['dnf install -y -q docker', 'systemctl enable -q --now docker'];

/**
 * Commands that pull the image which the pointer names, and run it as a service that systemd starts again when it ends. The image is that of the boot: a
 * restart runs no other, so that servers change by a refresh alone, which alarms can stop.
 */
export function containerCommands({ container, region, logGroup }: ContainerOnServer): readonly string[] {
  const { image, folders = {}, user = '10001:10001', stopTimeoutSeconds = 30 } = container;
  const [uid, gid = uid] = user.split(':');
  return [
    ...instanceId(region),
    ...installsDocker,
    withinTenMinutes,
    // Logged in for these commands alone.
    'export DOCKER_CONFIG=$(mktemp -d)',
    'pulls() {',
    `  image=$(aws ssm get-parameter --name ${image.parameterName} --query Parameter.Value --output text) &&`,
    '    aws ecr get-login-password | docker login -u AWS --password-stdin "${image%%/*}" &&',
    '    docker pull -q "$image"',
    '}',
    'within_10_minutes pulls',
    'rm -rf "$DOCKER_CONFIG"',
    ...Object.values(folders).map((folder) => `install -d -m 700 -o ${uid} -g ${gid} ${folder}`),
    ...dockerService({
      name: 'app',
      run: [
        `--user ${user} --stop-timeout ${stopTimeoutSeconds} --env-file ${environmentFile}`,
        ...Object.entries(folders).map(([inside, folder]) => `-v ${folder}:${inside}`),
        logOptions({ region, logGroup, stream: 'app/$instance' }),
      ],
      image: '$image',
      stopTimeoutSeconds,
      mounts: Object.values(folders),
    }),
  ];
}

/** Lines go to CloudWatch Logs, and stop nothing when they cannot. `$instance` is the id of the server. */
export function logOptions({ region, logGroup, stream }: Record<'region' | 'logGroup' | 'stream', string>): string {
  const options = {
    ...{ 'awslogs-region': region, 'awslogs-group': logGroup, 'awslogs-stream': stream },
    ...{ mode: 'non-blocking', 'max-buffer-size': '4m' },
  };
  const written = Object.entries(options).map(([name, value]) => `--log-opt ${name}=${value}`);
  return ['--log-driver awslogs', ...written].join(' ');
}

export interface DockerService {
  /** Of the container and of its unit. */
  readonly name: string;
  /** Options of `docker run`, besides those that every container has; `$…` is what the boot knows. */
  readonly run: readonly string[];
  readonly image: string;
  readonly stopTimeoutSeconds: number;
  /** Paths whose disks are mounted before it starts. */
  readonly mounts: readonly string[];
}

/**
 * Commands that make a unit of systemd of a container: its file system is read-only but for /tmp, it has no capability and cannot gain one. It is in the
 * network of its server, so that a hop limit of 1 for IMDS lets it have the credentials of the server, which it takes as a task takes its own; behind a bridge it
 * would take 2 (EC2 user guide, Configure the Instance Metadata Service options, in a container environment).
 */
export function dockerService({ name, run, image, stopTimeoutSeconds, mounts }: DockerService): readonly string[] {
  const safe = '--network host --init --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges';
  return [
    `cat > /etc/systemd/system/${name}.service <<UNIT`,
    '[Unit]',
    'After=docker.service network-online.target',
    'Requires=docker.service',
    ...mounts.map((path) => `RequiresMountsFor=${path}`),
    '[Service]',
    `ExecStartPre=-/usr/bin/docker rm -f ${name}`,
    `ExecStart=/usr/bin/docker run --rm --name ${name} ${safe} ${[...run, image].join(' ')}`,
    `ExecStop=/usr/bin/docker stop ${name}`,
    // Its lines are in CloudWatch Logs; Docker's own are in the journal.
    'StandardOutput=null',
    'Restart=always',
    'RestartSec=5',
    `TimeoutStopSec=${stopTimeoutSeconds + 15}`,
    '[Install]',
    'WantedBy=multi-user.target',
    'UNIT',
    `systemctl enable -q --now ${name}`,
  ];
}

/** What it takes to read the pointer. To pull is the repository's to grant. */
export function containerStatements({ image }: ServerContainerProps): readonly PolicyStatement[] {
  return [{ Sid: 'ImagePointer', Effect: 'Allow', Action: 'ssm:GetParameter', Resource: image.parameterArn }];
}
