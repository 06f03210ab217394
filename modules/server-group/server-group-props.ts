import { SessionPreferences } from '../bastion/session-preferences';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  arn,
  either,
  list,
  matching,
  object,
  oneOf,
  optional,
  reference,
  regionName,
  satisfying,
  sentence,
  wholeNumber,
  type Description,
} from '../props';
import { scaleProps, type ServerScaleProps } from './scale-props';
import { serverAlarmThresholds, type ServerAlarmThresholds } from './server-alarms';
import { serverNetwork, type ServerNetwork } from './server-network';
import { serversProps, type ServersProps } from './servers-props';

export interface ServerGroupProps {
  /** The group's name, unique in its account and region, and the start of every other name: `prod-web`. */
  readonly name: string;
  /** The account that owns the servers: 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly network: ServerNetwork;
  /**
   * How people's sessions go, through Session Manager; there is no other way in for them.
   * @default none: nobody has a shell on the servers
   */
  readonly sessions?: SessionPreferences;
  readonly servers: ServersProps;
  readonly scale: ServerScaleProps;
  /** @default none: nothing sends them requests, and EC2's status checks decide on their health */
  readonly traffic?: ServerTrafficProps;
  readonly alarms: ServerAlarmThresholds;
  /** @default the new one is up before the old one goes, on each change and every week */
  readonly replacement?: ReplacementProps;
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
export const sessionPreferences = satisfying<SessionPreferences>(
  'a SessionPreferences',
  (found) => found instanceof SessionPreferences,
);
const instanceTargets = list(
  'target groups',
  reference<InstanceTargets>('a target group', {
    targetGroupArn: arn('a target group', 'elasticloadbalancing', /^targetgroup\/[\w-]+\/[0-9a-f]+$/),
    // Auto Scaling registers instances; a target group of addresses refuses them.
    targetType: oneOf(['instance']) as Description<InstanceTargets>['targetType'],
  }),
  { min: 1, max: 5 },
);

export const trafficProps = object<ServerTrafficProps>({
  targetGroups: instanceTargets,
  graceSeconds: optional(wholeNumber('seconds', 0, 7200, { source }), '300'),
});

export const replacementProps: Description<ReplacementProps> = {
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
};

export const serverGroupProps: Description<ServerGroupProps> = {
  // IAM's 64 for the role, less what grants add in front of it.
  name: matching(/^[A-Za-z0-9-]{3,64}$/, '3 to 64 letters, digits and hyphens', { structure: true }),
  account: accountId,
  region: regionName,
  network: serverNetwork,
  sessions: optional(sessionPreferences, 'none: nobody has a shell on the servers'),
  servers: object<ServersProps>(serversProps),
  scale: object<ServerScaleProps>(scaleProps),
  traffic: optional(trafficProps, "none: nothing sends them requests, and EC2's status checks decide on their health"),
  alarms: object<ServerAlarmThresholds>(serverAlarmThresholds),
  replacement: optional(
    object<ReplacementProps>(replacementProps),
    'the new one is up before the old one goes, on each change and every week',
  ),
};
