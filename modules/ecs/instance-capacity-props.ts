import type { IConstruct } from 'constructs';
import type { SessionPreferences } from '../bastion/session-preferences';
import {
  assertProp,
  checkProps,
  matching,
  object,
  optional,
  satisfying,
  wholeNumber,
  type Description,
} from '../props';
import type {
  ReplacementProps,
  ServerAlarmThresholds,
  ServerNetwork,
  ServerScaleProps,
  ServersProps,
} from '../server-group';
import { scaleProps } from '../server-group/scale-props';
import { serverAlarmThresholds } from '../server-group/server-alarms';
import { replacementProps, sessionPreferences } from '../server-group/server-group-props';
import { serverNetwork } from '../server-group/server-network';
import { serversProps } from '../server-group/servers-props';
import { Cluster } from './cluster';

export interface InstanceCapacityProps {
  /** Its name, unique in its account and region, and the start of every other name: `prod-general`. */
  readonly name: string;
  /** The cluster that the instances join. A capacity provider belongs to one cluster here. */
  readonly cluster: Cluster;
  /** Instances and tasks run in the private tier. */
  readonly network: ServerNetwork;
  /**
   * How people's sessions on the instances go, through Session Manager.
   * @default none: nobody has a shell on them
   */
  readonly sessions?: SessionPreferences;
  readonly instances: ContainerInstanceProps;
  readonly scale: InstanceScaleProps;
  readonly alarms: ServerAlarmThresholds;
  /** @default the new one is up before the old one goes, on each change and every week; ECS moves the tasks first */
  readonly replacement?: InstanceReplacementProps;
}

export interface ContainerInstanceProps extends Pick<ServersProps, 'instanceTypes' | 'tags' | 'agent'> {
  /**
   * The id of an AMI, or the name of a parameter that has it and is resolved at each launch. It starts the ECS agent with `/etc/ecs/ecs.config`.
   * @default the newest ECS-optimized Amazon Linux 2023 at each launch
   */
  readonly image?: string;
  /**
   * GiB of the disk, 30 to 16384: the system, images and what tasks write. It goes with its instance.
   * @default 30, the size of the AMI
   */
  readonly diskGb?: number;
}

export interface InstanceScaleProps extends Pick<ServerScaleProps, 'spot' | 'schedules'> {
  /** The least number of instances. ECS starts those that tasks need from 0, which takes minutes. */
  readonly min: number;
  /** Tasks for which there is no room at the maximum wait as PROVISIONING. */
  readonly max: number;
  /**
   * How full the instances are, in percent: with 90, a tenth of them waits for new tasks.
   * @default 100
   */
  readonly targetCapacityPercent?: number;
  /**
   * Instances that ECS adds at a time. In several zones or of several types it adds exactly these, however many are needed.
   * @default 1
   */
  readonly stepSize?: number;
}

export type InstanceReplacementProps = Pick<ReplacementProps, 'maxHealthyPercent' | 'alarms' | 'maxLifetimeDays'>;

const managedScaling = 'ECS API reference, ManagedScaling';
const { instanceTypes, tags, image, agent } = serversProps;
const { maxHealthyPercent, alarms, maxLifetimeDays } = replacementProps;

export const instanceCapacityProps: Description<InstanceCapacityProps> = {
  // Room for what grants add in front of the role's.
  name: matching(
    /^(?!aws|ecs|fargate)[A-Za-z0-9-]{3,50}$/i,
    '3 to 50 letters, digits and hyphens, not aws, ecs or fargate in front',
    {
      structure: true,
      source: 'ECS API reference, CreateCapacityProvider, name',
    },
  ),
  cluster: satisfying<Cluster>('a Cluster', (found) => found instanceof Cluster),
  network: serverNetwork,
  sessions: optional(sessionPreferences, 'none: nobody has a shell on them'),
  instances: object<ContainerInstanceProps>({
    ...{ instanceTypes, tags, agent },
    image: { ...image, default: 'the newest ECS-optimized Amazon Linux 2023 at each launch' },
    diskGb: optional(
      wholeNumber('GiB', 30, 16_384, { source: 'ECS developer guide, Amazon ECS-optimized Linux AMIs' }),
      '30, the size of the AMI',
    ),
  }),
  scale: object<InstanceScaleProps>({
    ...{ min: scaleProps.min, max: scaleProps.max, spot: scaleProps.spot, schedules: scaleProps.schedules },
    targetCapacityPercent: optional(wholeNumber('percent', 1, 100, { source: managedScaling }), '100'),
    stepSize: optional(wholeNumber('instances', 1, 10_000, { source: managedScaling }), '1'),
  }),
  alarms: object<ServerAlarmThresholds>(serverAlarmThresholds),
  replacement: optional(
    object<InstanceReplacementProps>({ maxHealthyPercent, alarms, maxLifetimeDays }),
    'the new one is up before the old one goes, on each change and every week; ECS moves the tasks first',
  ),
};

/** Throws a PropsError for props that ECS would refuse, or take and never do. */
export function checkInstanceCapacity(scope: IConstruct, props: InstanceCapacityProps): void {
  checkProps(scope, instanceCapacityProps, props);
  const { network, instances } = props;
  const zones = Object.keys(network.subnetIds.private);
  assertProp(scope, 'network', zones.length >= 2, 'two zones or more with a private subnet', zones);
  const tag = Object.keys(instances.tags).find((name) => name === managedTag);
  assertProp(scope, 'instances.tags', tag === undefined, `no ${managedTag}, which is always there`, tag);
}

/** ECS finds the instances of a capacity provider by it, and adds it to the group; a plan would take it away if it were not declared. */
export const managedTag = 'AmazonECSManaged';
