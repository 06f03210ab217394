import type { Construct } from 'constructs';
import { assertProp, checkProps, isKnown } from '../props';
import { longestEnvironment } from './container-props';
import { architecture } from './architecture';
import { isAmi } from './image';
import { checkSchedules } from './schedules';
import { serverGroupProps, type ServerGroupProps } from './server-group-props';

/** Throws a PropsError for props that EC2 or Auto Scaling would refuse, or take and never do. */
export function checkServerGroup(scope: Construct, props: ServerGroupProps): void {
  checkProps(scope, serverGroupProps, props);
  const { network, servers, replacement = {} } = props;
  const { tier = 'private', instanceTypes } = servers;
  const subnetIds = Object.values(network.subnetIds[tier]);
  assertProp(scope, `network.subnetIds.${tier}`, subnetIds.length > 0, 'one subnet or more', subnetIds);
  const architectures = new Set(instanceTypes.map(architecture));
  const expected = 'types of one architecture, which the image has too';
  assertProp(scope, 'servers.instanceTypes', architectures.size === 1, expected, instanceTypes);
  const { order, maxHealthyPercent } = replacement;
  const isLaunchedFirst = order !== 'terminate-before-launch' || maxHealthyPercent === undefined;
  const nothing = 'nothing, where the old server goes first';
  assertProp(scope, 'replacement.maxHealthyPercent', isLaunchedFirst, nothing, maxHealthyPercent);
  checkContainer(scope, props);
  checkScale(scope, props);
}

function checkContainer(scope: Construct, { servers }: ServerGroupProps): void {
  const { agent, container } = servers;
  if (!container) return;
  assertProp(scope, 'servers.agent.logs', agent?.logs !== undefined, 'a log group for the container too', agent?.logs);
  const { environment = {} } = container;
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${isKnown(value) ? value : ''}`);
  const bytes = Buffer.byteLength(lines.join('\n'));
  const expected = `${longestEnvironment} bytes of variables or less`;
  assertProp(scope, 'servers.container.environment', bytes <= longestEnvironment, expected, `${bytes} bytes`);
}

function checkScale(scope: Construct, { servers, scale, traffic }: ServerGroupProps): void {
  const { min, max, desired = min, cpuPercent, requests, spot, schedules = {}, warmPool } = scale;
  assertProp(scope, 'scale.max', max >= min, `scale.min ${min} or more`, max);
  assertProp(scope, 'scale.desired', desired >= min && desired <= max, `from ${min} to ${max}`, desired);
  const scales = max > min || Object.keys(schedules).length > 0;
  const isCpu = typeof cpuPercent === 'number';
  assertProp(scope, 'scale.cpuPercent', scales || !isCpu, 'nothing, where scale.max is scale.min', cpuPercent);
  assertProp(
    scope,
    'scale.requests',
    !requests || traffic !== undefined,
    'traffic, whose requests are counted',
    requests,
  );
  assertProp(scope, 'scale.requests', scales || !requests, 'nothing, where scale.max is scale.min', requests);
  const { instanceTypes, image } = servers;
  // Best practices for Spot, EC2 user guide: be flexible about instance types. With one, all are taken back at once.
  const isFlexible = !spot || instanceTypes.length >= 3;
  assertProp(scope, 'servers.instanceTypes', isFlexible, 'three types or more for Spot Instances', instanceTypes);
  // Auto Scaling user guide, Warm pools, Limitations.
  const isMixed = spot !== undefined || instanceTypes.length > 1;
  const one = 'none with several instance types or Spot: a warm pool and a mixed instances policy exclude each other';
  assertProp(scope, 'scale.warmPool', !warmPool || !isMixed, one, warmPool);
  // Auto Scaling user guide, Use AWS Systems Manager parameters instead of AMI IDs in launch templates, Limitations.
  const fixed = 'none without the id of an AMI in servers.image: Auto Scaling has no warm pool for a parameter';
  assertProp(scope, 'scale.warmPool', !warmPool || isAmi(image), fixed, warmPool);
  checkSchedules(scope, schedules);
}
