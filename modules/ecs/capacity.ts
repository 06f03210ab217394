import type { EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';
import type { IConstruct } from 'constructs';
import { assertProp, object, satisfying, union, wholeNumber } from '../props';
import { fargate, type Cluster } from './cluster';
import { checkFargateSize, type ContainerProps } from './container-props';
import { InstanceCapacity } from './instance-capacity';

/** Where tasks run. One may take the place of the other: the tasks of the new one are up before those of the old one stop. */
export type CapacityProps = FargateCapacityProps | InstanceCapacityShare;

export interface FargateCapacityProps {
  /** Tasks that always run on capacity that AWS does not take back, 0 to 1000. */
  readonly onDemandBase: number;
  /** The share of tasks above the base that run on Fargate Spot, in percent: AWS may stop one with two minutes' notice. */
  readonly spotPercent: number;
}

export interface InstanceCapacityShare {
  /** EC2 instances of the same cluster, for the processor of the container's size. Their Spot share is a decision of theirs. */
  readonly instances: InstanceCapacity;
}

const percent = wholeNumber('percent', 0, 100, { structure: true });

export const capacityProps = union<CapacityProps>('capacity', {
  onDemandBase: object<FargateCapacityProps>({
    onDemandBase: wholeNumber('tasks', 0, 1000, { structure: true }),
    spotPercent: percent,
  }),
  instances: object<InstanceCapacityShare>({
    instances: satisfying<InstanceCapacity>('an InstanceCapacity', (found) => found instanceof InstanceCapacity),
  }),
});

interface Placed {
  readonly capacity: CapacityProps;
  readonly cluster: Cluster;
  readonly container: ContainerProps;
}

/** Throws a PropsError for a task that its capacity cannot run. */
export function checkCapacity(scope: IConstruct, { capacity, cluster, container }: Placed): void {
  if (!('instances' in capacity)) {
    checkFargateSize(scope, container.size);
    return;
  }
  const { instances } = capacity;
  const { path } = instances.cluster.node;
  assertProp(scope, 'capacity.instances', instances.cluster === cluster, `instances of ${cluster.node.path}`, path);
  const { architecture = 'ARM64' } = container.size;
  const expected = `${instances.architecture}, which the instances have`;
  assertProp(scope, 'container.size.architecture', instances.architecture === architecture, expected, architecture);
}

/** What ECS holds a task definition against. */
export function compatibility(capacity: CapacityProps): 'EC2' | 'FARGATE' {
  return 'instances' in capacity ? 'EC2' : 'FARGATE';
}

/** Where tasks run. By weights, so that another share, or the other kind of capacity, changes the service in place. */
export function placement(
  capacity: CapacityProps,
): Pick<EcsServiceConfig, 'capacityProviderStrategy' | 'orderedPlacementStrategy' | 'platformVersion'> {
  if ('instances' in capacity) {
    return {
      capacityProviderStrategy: [{ capacityProvider: capacity.instances.capacityProviderName, weight: 100 }],
      orderedPlacementStrategy: [
        // First, as rebalancing between zones asks (ECS developer guide, Balancing an Amazon ECS service across Availability Zones).
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        // The fewest instances.
        { type: 'binpack', field: 'memory' },
      ],
    };
  }
  const { onDemandBase, spotPercent } = capacity;
  const onDemand = { capacityProvider: fargate.onDemand, base: onDemandBase, weight: 100 - spotPercent };
  const spot = { capacityProvider: fargate.spot, weight: spotPercent };
  return { capacityProviderStrategy: spotPercent > 0 ? [onDemand, spot] : [onDemand], platformVersion: 'LATEST' };
}
