import { editJson } from '../answer';
import type { Answer, Call } from '../call';
import type { Fault } from '../fault';

export const ecs = (): Fault[] => [serviceProperties()];

/** What ECS answers of a service as it was asked for. */
const properties = [
  ...['availabilityZoneRebalancing', 'capacityProviderStrategy', 'deploymentConfiguration', 'enableECSManagedTags'],
  ...['enableExecuteCommand', 'healthCheckGracePeriodSeconds', 'launchType', 'placementStrategy', 'platformVersion'],
  'propagateTags',
] as const;

type Kept = Readonly<Record<string, unknown>>;

function serviceProperties(): Fault {
  const kept = new Map<string, Kept>();
  const nameOf = (text: string) => text.split('/').pop()!;
  const keyOf = ({ region }: Call, cluster: string, service: string) =>
    [region, nameOf(cluster), nameOf(service)].join('/');
  const answer = (service: Record<string, any>, its: Kept | undefined) => {
    if (!its) return;
    Object.assign(service, its);
    // A service has one or the other; moto says EC2 where it was asked for neither.
    if (its.capacityProviderStrategy) delete service.launchType;
    const { serviceConnectConfiguration } = its;
    for (const deployment of service.deployments ?? []) {
      Object.assign(deployment, serviceConnectConfiguration ? { serviceConnectConfiguration } : {});
    }
  };
  const keep = async (call: Call, next: (call: Call) => Promise<Answer>): Promise<Answer> => {
    const { cluster = 'default', serviceName, service } = call.json;
    const key = keyOf(call, cluster, serviceName ?? service);
    const asked = [...properties, 'serviceConnectConfiguration'].flatMap((name) =>
      call.json[name] === undefined ? [] : [[name, call.json[name]] as const],
    );
    const its = { ...kept.get(key), ...Object.fromEntries(asked) };
    return editJson(await next(call), (body) => {
      kept.set(key, its);
      answer(body.service, its);
    });
  };
  return {
    service: 'ecs',
    fault: 'forgets most of what a service is asked for',
    answers: {
      CreateService: keep,
      UpdateService: keep,
      DescribeServices: async (call, next) =>
        editJson(await next(call), ({ services = [] }) => {
          for (const service of services) {
            answer(service, kept.get(keyOf(call, service.clusterArn, service.serviceName)));
          }
        }),
    },
    isThere: async (moto) => {
      const ask = (action: string, body: object) =>
        moto.json('ecs', `AmazonEC2ContainerServiceV20141113.${action}`, { cluster: 'kept', ...body });
      await ask('CreateCluster', { clusterName: 'kept' });
      await ask('RegisterTaskDefinition', {
        family: 'kept',
        containerDefinitions: [{ name: 'app', image: 'public.ecr.aws/nginx/nginx:1', memory: 128 }],
      });
      const { text } = await ask('CreateService', {
        ...{ serviceName: 'kept', taskDefinition: 'kept', desiredCount: 0, availabilityZoneRebalancing: 'ENABLED' },
      });
      return !text.includes('"availabilityZoneRebalancing": "ENABLED"');
    },
  };
}
