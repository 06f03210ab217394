import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { list, map, matching, object, oneOf, optional, text, wholeNumber, type Description } from '../props';
import { serverContainer, type ServerContainerProps } from './container-props';
import { image } from './image';
import { endpointService } from './server-network';
import { commands, variables } from './user-data';

export interface ServersProps {
  /** EC2's names, the preferred first: `t4g.small`. All of one architecture, which the image follows. With more than one, any of them is launched. */
  readonly instanceTypes: readonly string[];
  /** Tags of instances, disks and network interfaces, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * The id of an AMI, or the name of a parameter that has it and is resolved at each launch. Auto Scaling has no warm pool for a parameter, and replaces every
   * server in a refresh, also one that has the new template already.
   * @default the newest Amazon Linux 2023 at each launch
   */
  readonly image?: string;
  /**
   * Commands that bash runs as root at the first boot; a failing one ends them. `${…}` is bash's own.
   * @default none
   */
  readonly userData?: string;
  /**
   * Environment variables of the commands, by name. Their values may be known only after apply, and may not be secret: user data is readable on the server.
   * @default none
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * The tier of subnets: servers of `public` have public addresses.
   * @default 'private'
   */
  readonly tier?: 'public' | 'private';
  /**
   * GiB of the root disk, 8 to 16384. It goes with its server.
   * @default 8
   */
  readonly diskGb?: number;
  /**
   * The CloudWatch agent, which measures memory and disks, and sends lines of files to a log group of its own. It is installed at the first boot.
   * @default none
   */
  readonly agent?: AgentProps;
  /**
   * A container that each server runs, as ECS would: read-only, not as root, with the credentials of the server's role. Its lines go to the agent's log group,
   * beside those of files.
   * @default none
   */
  readonly container?: ServerContainerProps;
  /**
   * Services of AWS that they call besides those that every server does, by the short name of their VPC endpoint: `sqs`. On 443, by endpoints where the network
   * has one for all of them, else over the internet.
   * @default none
   */
  readonly calls?: readonly string[];
}

export interface AgentProps {
  /**
   * Where the disks are mounted that are measured.
   * @default ['/']
   */
  readonly mounts?: readonly string[];
  /** @default none */
  readonly logs?: ServerLogsProps;
}

export interface ServerLogsProps {
  /** Encrypts the log group. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly key: KeyRef;
  /** Days that lines are kept; one of `logRetentionDays`. */
  readonly retentionDays: number;
  /** `/var/log/web/*.log`. */
  readonly files: readonly string[];
}

const tag = (max: number) =>
  text(`up to ${max} characters, not aws: in front`, (value) => value.length <= max && !/^aws:/i.test(value));

export const serverTags = map('tags', tag(128), tag(256), { max: 49, source: 'Tagging AWS resources user guide' });
export const instanceType = matching(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "EC2's name, such as t4g.nano", {
  structure: true,
});
const file = (what: string) => matching(/^\/[\w./*-]{0,255}$/, what, { structure: true });
export const mount = matching(/^\/[\w/-]{0,255}$/, 'the path of a mounted disk, such as /data', { structure: true });
export const serverLogs = object<ServerLogsProps>({
  key: keyRef,
  retentionDays: logRetention,
  files: list('files', file('the path of a log file, such as /var/log/web/*.log'), { min: 1, max: 20 }),
});

export const serversProps: Description<ServersProps> = {
  instanceTypes: list('instance types', instanceType, { min: 1, max: 40, source: 'Auto Scaling user guide, Quotas' }),
  tags: serverTags,
  image: optional(image, 'the newest Amazon Linux 2023 at each launch'),
  userData: optional(commands, 'none'),
  variables: optional(variables, 'none'),
  tier: optional(oneOf(['public', 'private']), "'private'"),
  diskGb: optional(wholeNumber('GiB', 8, 16_384, { source: 'EBS user guide, General Purpose SSD volumes' }), '8'),
  agent: optional(
    object<AgentProps>({
      mounts: optional(list('mounts', mount, { min: 1, max: 10 }), "['/']"),
      logs: optional(serverLogs, 'none'),
    }),
    'none',
  ),
  container: optional(serverContainer, 'none'),
  calls: optional(list('services', endpointService, { max: 20 }), 'none'),
};
