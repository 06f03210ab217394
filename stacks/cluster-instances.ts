import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import { InstanceCapacity, type Cluster } from '../modules/ecs';
import { mapValues } from './map-values';
import type { SharedByServices } from './service-runtime';
import { networkOf } from './service-servers';

interface Shared extends Pick<SharedByServices, 'alarms' | 'network' | 'endpoints' | 'key' | 'tags'> {
  readonly cluster: Cluster;
}

/** The EC2 instances of the cluster, by name. Nobody has a shell on them. */
export function addClusterInstances(
  scope: TerraformStack,
  environment: Environment,
  { alarms: topic, key, cluster, tags, ...shared }: Shared,
): Record<string, InstanceCapacity> {
  const files = ['/var/log/cloud-init-output.log', '/var/log/ecs/ecs-agent.log'];
  const logs = { key, retentionDays: environment.logRetentionDays, files };
  return mapValues(environment.clusterInstances, (decided, name) => {
    const { instanceTypes, minServers: min, maxServers: max, onDemandServers, spotPercent } = decided;
    return new InstanceCapacity(scope, `capacity-${name}`, {
      ...{ name: `${environment.name}-${name}`, cluster, alarms: { topic } },
      network: networkOf(scope, environment, `capacity-${name}-endpoints`, decided, shared),
      instances: { instanceTypes, tags, agent: { logs } },
      scale: {
        ...{ min, max },
        ...(spotPercent > 0 && { spot: { onDemandBase: onDemandServers, percentAbove: spotPercent } }),
      },
    });
  });
}
