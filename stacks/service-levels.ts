import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import type { LoadBalancer } from '../modules/load-balancer';
import type { TopicRef } from '../modules/notifications';
import { ServiceLevel } from '../modules/service-level';
import type { TargetGroup } from '../modules/target-group';

/** The objectives of services behind the balancer, by service; none of one that has decided so. */
export function addServiceLevels(
  scope: TerraformStack,
  { name, services }: Environment,
  balancer: LoadBalancer,
  targets: Readonly<Record<string, TargetGroup>>,
  topic: TopicRef,
): Readonly<Record<string, ServiceLevel>> {
  const levels = Object.entries(targets).flatMap(([service, target]) => {
    const slo = sloOf(services[service]);
    if (slo === 'none') return [];
    const { availabilityPercent, latencyMs } = slo;
    const { errorAlarm, noneHealthyAlarm } = target;
    const level = new ServiceLevel(scope, `slo-${service}`, {
      ...{ name: `${name}-${service}`, balancer, target, availabilityPercent, topic },
      ...(latencyMs !== 'none' && { latencyMs }),
      downWhen: [noneHealthyAlarm, errorAlarm].flatMap((alarm) => alarm ?? []),
    });
    return [[service, level] as const];
  });
  return Object.fromEntries(levels);
}

function sloOf(service: Environment['services'][string] | undefined) {
  return service?.runtime === 'containers' || service?.runtime === 'instances' ? service.slo : 'none';
}
