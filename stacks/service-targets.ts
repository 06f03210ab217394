import type { TerraformStack } from 'cdktf';
import { TargetGroup } from '../modules/target-group';
import type { FrontProps } from './service-front';
import type { ServiceOf } from './service-runtime';

/** A service that a balancer sends requests to. */
export type Answering = ServiceOf<'containers' | 'instances'>;

/** What a balancer sends the requests of a service to. @param name the start of the group's name @param outage who tells of it */
export function targetGroupOf(
  scope: TerraformStack,
  { id, name }: { readonly id: string; readonly name: string },
  { runtime, port, healthCheckPath }: Answering,
  { alarms: topic, network }: FrontProps,
  outage: 'each' | 'of-composite' = 'each',
): TargetGroup {
  return new TargetGroup(scope, id, {
    ...{ name, network, port, alarms: { topic, outage } },
    targetType: runtime === 'containers' ? 'ip' : 'instance',
    healthCheck: { path: healthCheckPath },
  });
}
