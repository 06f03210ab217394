import { SessionPreferences } from '../bastion/session-preferences';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  arn,
  either,
  list,
  map,
  matching,
  object,
  oneOf,
  optional,
  reference,
  regionName,
  satisfying,
  sentence,
  text,
  wholeNumber,
  type Description,
} from '../props';
import { image } from './image';
import { scaleProps, type ServerScaleProps } from './scale-props';
import { serverAlarmThresholds, type ServerAlarmThresholds } from './server-alarms';
import { serverNetwork, type ServerNetwork } from './server-network';
import { commands, variables } from './user-data';

export interface ServerGroupProps {
  /** The group's name, unique in its account and region, and the start of every other name: `prod-web`. */
  readonly name: string;
  /** The account that owns the servers: 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly network: ServerNetwork;
  /** How people's sessions go, through Session Manager; there is no other way in for them. */
  readonly sessions: SessionPreferences;
  readonly servers: ServersProps;
  readonly scale: ServerScaleProps;
  /** @default none: nothing sends them requests, and EC2's status checks decide on their health */
  readonly traffic?: ServerTrafficProps;
  readonly alarms: ServerAlarmThresholds;
  /** @default the new one is up before the old one goes, on each change and every week */
  readonly replacement?: ReplacementProps;
}

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
   * The log group, and the files whose lines go there. The CloudWatch agent, which sends them, also measures memory and disk.
   * @default none, and no agent
   */
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

/** A target group of instances. */
export interface InstanceTargets {
  readonly targetGroupArn: string;
  readonly targetType: 'ip' | 'instance';
}

export interface ServerTrafficProps {
  /** Every server is registered in each. The health checks of their balancer decide which server is replaced. */
  readonly targetGroups: readonly InstanceTargets[];
  /**
   * Seconds that a server has until its health is looked at, as long as its boot takes: 0 to 7200.
   * @default 300
   */
  readonly graceSeconds?: number;
}

export interface ReplacementProps {
  /**
   * Whether the new server is up before the old one goes, or the old one is gone first, as what only one server can have requires.
   * @default 'launch-before-terminate'
   */
  readonly order?: 'launch-before-terminate' | 'terminate-before-launch';
  /**
   * How many there are while servers are replaced, in percent of those that should be: 110 to 200.
   * @default 200
   */
  readonly maxHealthyPercent?: number;
  /**
   * Names of alarms that stop the replacement when they fire, such as those of the target groups.
   * @default none
   */
  readonly alarms?: readonly string[];
  /**
   * Seconds until a new server counts in metrics, and the next one is replaced: 0 to 3600.
   * @default 120 where a metric scales the group, else those of AWS
   */
  readonly warmupSeconds?: number;
  /**
   * Seconds that a server which should go may finish its work in, 30 to 7200; it ends them itself with `complete-lifecycle-action` of the hook `<name>-drain`.
   * @default none: only the target groups wait for requests
   */
  readonly drainSeconds?: number;
  /**
   * Days after which a server is replaced by one with the newest image, 1 to 365; or why it is not.
   * @default 7
   */
  readonly maxLifetimeDays?: number | OptOut;
}

const source = 'Auto Scaling API reference, CreateAutoScalingGroup';
const tag = (max: number) =>
  text(`up to ${max} characters, not aws: in front`, (value) => value.length <= max && !/^aws:/i.test(value));

export const serverTags = map('tags', tag(128), tag(256), { max: 49, source: 'Tagging AWS resources user guide' });
export const sessionPreferences = satisfying<SessionPreferences>(
  'a SessionPreferences',
  (found) => found instanceof SessionPreferences,
);
export const instanceType = matching(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "EC2's name, such as t4g.nano", {
  structure: true,
});
export const serverLogs = object<ServerLogsProps>({
  key: keyRef,
  retentionDays: logRetention,
  files: list(
    'files',
    matching(/^\/[\w./*-]{1,255}$/, 'the path of a log file, such as /var/log/web/*.log', { structure: true }),
    { min: 1, max: 20 },
  ),
});
export const instanceTargets = list(
  'target groups',
  reference<InstanceTargets>('a target group', {
    targetGroupArn: arn('a target group', 'elasticloadbalancing', /^targetgroup\/[\w-]+\/[0-9a-f]+$/),
    // Auto Scaling registers instances; a target group of addresses refuses them.
    targetType: oneOf(['instance']) as Description<InstanceTargets>['targetType'],
  }),
  { min: 1, max: 5 },
);

export const serverGroupProps: Description<ServerGroupProps> = {
  // IAM's 64 for the role, less what grants add in front of it.
  name: matching(/^[A-Za-z0-9-]{3,64}$/, '3 to 64 letters, digits and hyphens', { structure: true }),
  account: accountId,
  region: regionName,
  network: serverNetwork,
  sessions: sessionPreferences,
  servers: object<ServersProps>({
    instanceTypes: list('instance types', instanceType, { min: 1, max: 40, source: 'Auto Scaling user guide, Quotas' }),
    tags: serverTags,
    image: optional(image, 'the newest Amazon Linux 2023 at each launch'),
    userData: optional(commands, 'none'),
    variables: optional(variables, 'none'),
    tier: optional(oneOf(['public', 'private']), "'private'"),
    diskGb: optional(wholeNumber('GiB', 8, 16_384, { source: 'EBS user guide, General Purpose SSD volumes' }), '8'),
    logs: optional(serverLogs, 'none, and no agent'),
  }),
  scale: object<ServerScaleProps>(scaleProps),
  traffic: optional(
    object<ServerTrafficProps>({
      targetGroups: instanceTargets,
      graceSeconds: optional(wholeNumber('seconds', 0, 7200, { source }), '300'),
    }),
    "none: nothing sends them requests, and EC2's status checks decide on their health",
  ),
  alarms: object<ServerAlarmThresholds>(serverAlarmThresholds),
  replacement: optional(
    object<ReplacementProps>({
      order: optional(oneOf(['launch-before-terminate', 'terminate-before-launch']), "'launch-before-terminate'"),
      maxHealthyPercent: optional(
        wholeNumber('percent', 110, 200, { structure: true, source: 'Auto Scaling API reference, RefreshPreferences' }),
        '200',
      ),
      alarms: optional(list('alarms', sentence('the name of an alarm', { max: 255 }), { max: 10 }), 'none'),
      warmupSeconds: optional(
        wholeNumber('seconds', 0, 3600, { structure: true }),
        '120 where a metric scales the group, else those of AWS',
      ),
      drainSeconds: optional(
        wholeNumber('seconds', 30, 7200, { source: 'Auto Scaling API reference, PutLifecycleHook, HeartbeatTimeout' }),
        'none: only the target groups wait for requests',
      ),
      maxLifetimeDays: optional(either(wholeNumber('days', 1, 365, { structure: true, source }), optOut), '7'),
    }),
    'the new one is up before the old one goes, on each change and every week',
  ),
};
