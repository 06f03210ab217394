import {
  AutoscalingGroup,
  type AutoscalingGroupConfig,
  type AutoscalingGroupInstanceRefresh,
} from '@cdktf/provider-aws/lib/autoscaling-group';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { isOn } from '../opt-out';
import { isAmi } from './image';
import { isTracked } from './scaling';
import type { ReplacementProps, ServerGroupProps } from './server-group-props';

const secondsPerDay = 24 * 60 * 60;

/** The group itself. */
export function autoScalingGroup(
  scope: Construct,
  id: string,
  template: LaunchTemplate,
  props: ServerGroupProps,
): AutoscalingGroup {
  const { name, network, servers, scale, replacement = {} } = props;
  const { tier = 'private', tags } = servers;
  const { min, max, desired = min, spot } = scale;
  const isSeveral = max > 1;
  const group = new AutoscalingGroup(scope, id, {
    name,
    minSize: min,
    maxSize: max,
    desiredCapacity: desired,
    vpcZoneIdentifier: Object.values(network.subnetIds[tier]),
    ...whatIsLaunched(template, props),
    ...(spot && { capacityRebalance: true }),
    instanceRefresh: instanceRefresh(props),
    instanceMaintenancePolicy: healthyPercentages(replacement),
    ...health(props),
    ...warmup(props),
    ...warmPool(props),
    metricsGranularity: '1Minute',
    enabledMetrics: ['GroupDesiredCapacity', 'GroupInServiceInstances', ...(isSeveral ? ['GroupMinSize'] : [])],
    tag: Object.entries({ ...tags, Name: name }).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    // Terraform would wait for a size that the scaling changes meanwhile.
    ...(isTracked(scale) && { waitForCapacityTimeout: '0' }),
    lifecycle: ignored(props),
  });
  const { maxLifetimeDays = 7 } = replacement;
  if (typeof maxLifetimeDays === 'number') group.maxInstanceLifetime = maxLifetimeDays * secondsPerDay;
  else isOn(group, 'max_instance_lifetime', maxLifetimeDays);
  return group;
}

/** One type by its template; several, or Spot, by a policy over it. */
function whatIsLaunched(
  template: LaunchTemplate,
  { servers, scale }: ServerGroupProps,
): Pick<AutoscalingGroupConfig, 'launchTemplate' | 'mixedInstancesPolicy'> {
  const { instanceTypes } = servers;
  // A version number and not $Latest, so that a new version is a change, and the change a refresh.
  const version = Token.asString(template.latestVersion);
  if (instanceTypes.length === 1 && !scale.spot) return { launchTemplate: { id: template.id, version } };
  const { onDemandBase = 0, percentAbove = 0 } = scale.spot ?? {};
  return {
    mixedInstancesPolicy: {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: template.id, version },
        override: instanceTypes.map((instanceType) => ({ instanceType })),
      },
      instancesDistribution: {
        // In the order of the list.
        onDemandAllocationStrategy: 'prioritized',
        onDemandBaseCapacity: onDemandBase,
        onDemandPercentageAboveBaseCapacity: 100 - percentAbove,
        // AWS's own advice: the fewest interruptions first, then the price (Auto Scaling user guide, Allocation strategies).
        spotAllocationStrategy: 'price-capacity-optimized',
      },
    },
  };
}

/**
 * Replaces the servers when the template or their tags change. It is stopped by its alarms, and not rolled back: the provider saves the new template in the
 * group before it starts the refresh, so a rollback would launch that one again (hashicorp/terraform-provider-aws#34189), and Auto Scaling has none for an
 * image by parameter (Auto Scaling API reference, RollbackInstanceRefresh).
 */
function instanceRefresh({ servers, replacement = {} }: ServerGroupProps): AutoscalingGroupInstanceRefresh {
  const { alarms = [] } = replacement;
  return {
    strategy: 'Rolling',
    triggers: ['tag'],
    preferences: {
      ...healthyPercentages(replacement),
      ...(alarms.length > 0 && { alarmSpecification: { alarms: [...alarms] } }),
      ...(isAmi(servers.image) && { skipMatching: true }),
    },
  };
}

function healthyPercentages({ order, maxHealthyPercent = 200 }: ReplacementProps) {
  return order === 'terminate-before-launch'
    ? { minHealthyPercentage: 0, maxHealthyPercentage: 100 }
    : { minHealthyPercentage: 100, maxHealthyPercentage: maxHealthyPercent };
}

function health({ traffic }: ServerGroupProps) {
  if (!traffic) return { healthCheckType: 'EC2' };
  return {
    targetGroupArns: traffic.targetGroups.map(({ targetGroupArn }) => targetGroupArn),
    healthCheckType: 'ELB',
    healthCheckGracePeriod: traffic.graceSeconds ?? 300,
  };
}

function warmup({ scale, replacement = {} }: ServerGroupProps) {
  const { warmupSeconds = isTracked(scale) ? 120 : undefined } = replacement;
  return warmupSeconds === undefined ? {} : { defaultInstanceWarmup: warmupSeconds };
}

function warmPool({ scale }: ServerGroupProps) {
  if (!scale.warmPool) return {};
  const { min, state = 'Stopped' } = scale.warmPool;
  return { warmPool: { minSize: min, poolState: state } };
}

/** What the scaling decides after the first apply, and the bounds that a schedule changes: an apply at noon would undo those of the morning. */
function ignored({ scale }: ServerGroupProps): { ignoreChanges: string[] } | undefined {
  const { min, max } = scale;
  const schedules = Object.values(scale.schedules ?? {});
  const ignoreChanges = [
    ...(max > min || schedules.length > 0 ? ['desired_capacity'] : []),
    ...(schedules.some((schedule) => schedule.min !== min) ? ['min_size'] : []),
    ...(schedules.some((schedule) => schedule.max !== max) ? ['max_size'] : []),
  ];
  return ignoreChanges.length > 0 ? { ignoreChanges } : undefined;
}
