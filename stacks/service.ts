import type { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { Construct } from 'constructs';
import { generalRoutes, routesOf, type Route } from '../environments/routes';
import type { Environment } from '../environments/schema';
import { Cluster, ImagePointer, Service } from '../modules/ecs';
import { boundRoles } from '../modules/iam';
import { Key } from '../modules/kms';
import type { LoadBalancer } from '../modules/load-balancer';
import { portsOfEndpoints } from '../modules/network';
import { SecurityGroup } from '../modules/security-group';
import { TargetGroup } from '../modules/target-group';
import type { AccountStack } from './account';
import type { DataStack } from './data';
import type { DnsStack } from './dns';
import { EnvironmentStack } from './environment-stack';
import { mapValues } from './map-values';
import type { NetworkOutputs, NetworkStack } from './network';
import { ServiceCalls } from './service-calls';
import { addFront, type Front, type FrontOutputs, type FrontProps } from './service-front';
import { ServiceStores } from './service-stores';

type DecidedService = Environment['services'][string];

/** What answers requests: changed with each release, and created again from nothing without loss. */
export class ServiceStack extends EnvironmentStack<FrontOutputs> {
  constructor(
    scope: Construct,
    environment: Environment,
    below: { account: AccountStack; network: NetworkStack; dns: DnsStack | undefined; data: DataStack },
  ) {
    super(scope, environment, 'service');
    const { name, account, region, logRetentionDays, balancer: decided, services } = environment;
    const { alarms, boundary } = this.read(below.account);
    const { network, endpoints } = this.read(below.network);
    const { certificates = {} } = below.dns ? this.read(below.dns) : {};
    const data = this.read(below.data);
    const stores = new ServiceStores(this, data);
    boundRoles(this, boundary);

    const purpose = `Services of ${name}: their logs, and the header of the distribution`;
    const key = new Key(this, 'key', { purpose, alias: `terrace/${name}/service`, account, region });
    const shared = { alarms, network, endpoints, certificates, key, accessLogs: data.accessLogs };
    const front = decided === 'none' ? undefined : addFront(this, environment, decided, shared);
    const targets = front ? this.targets(shared) : {};
    const rules = front ? this.rules(front.balancer, targets) : [];

    const cluster = new Cluster(this, 'cluster', { name, account, region, logRetentionDays });
    const calls = new ServiceCalls(this, environment, network);
    const tasks = mapValues(services, (about, service) =>
      this.service(service, about, { ...shared, cluster, calls, stores, target: targets[service], front }),
    );
    for (const { route, rule } of rules) tasks[route.service]?.waitFor(rule);
    calls.connect(tasks);
    this.publish(front ? front.outputs : {}, ['originHeader']);
  }

  /** What the balancer sends requests to, by service. */
  private targets({ alarms: topic, network }: Shared): Record<string, TargetGroup> {
    const answering = Object.entries(this.environment.services).filter(
      ([, { hosts }]) => Object.keys(hosts).length > 0,
    );
    return mapValues(
      Object.fromEntries(answering),
      ({ port, healthCheckPath }, service) =>
        new TargetGroup(this, `targets-${service}`, {
          ...{ name: `${this.environment.name}-${service}`, network, port, targetType: 'ip', alarms: { topic } },
          healthCheck: { path: healthCheckPath },
        }),
    );
  }

  /** A rule for each host of each service; the more special one of two that share requests comes before the other. */
  private rules(balancer: LoadBalancer, targets: Readonly<Record<string, TargetGroup>>): Ruled[] {
    const routes = routesOf(this.environment.services);
    return routes.flatMap((route) => {
      const target = targets[route.service];
      if (!target) return [];
      const before = generalRoutes(routes, route);
      const rule = balancer.addHost(route.name, {
        ...{ host: route.host, target },
        ...(route.path !== '/*' && { path: route.path }),
        ...(before.length > 0 && { before: before.map(({ name }) => name) }),
      });
      return { route, rule };
    });
  }

  private service(service: string, decided: DecidedService, shared: SharedByServices): Service {
    const { account, region, name: environment, logRetentionDays } = this.environment;
    const { alarms: topic, network, endpoints, key, cluster, calls, stores, target, front } = shared;
    const { port, cpu, memoryMb, architecture, minTasks, maxTasks, requestsPerTask, onDemandTasks, spotPercent } =
      decided;
    const pointer = new ImagePointer(this, `image-${service}`, {
      name: `/${environment}/${service}/image`,
      // Pushed by hand once, before this stack is applied: no image of others ever has the roles of a service.
      firstImage: `${account}.dkr.ecr.${region}.amazonaws.com/${environment}/${decided.image}:first`,
    });
    const behind = front && target ? { balancer: front.balancer, target } : undefined;
    const tasks = new Service(this, `service-${service}`, {
      ...{ name: `${environment}-${service}`, network, cluster },
      container: {
        ...{ image: pointer.image, port, size: { cpu, memoryMb, architecture } },
        environment: {
          ...decided.environment,
          ...stores.variablesOf(service, decided),
          ...calls.variablesOf(service),
          AWS_REGION: region,
          PORT: String(port),
        },
      },
      capacity: { onDemandBase: onDemandTasks, spotPercent },
      scale: { min: minTasks, max: maxTasks, ...(behind && { requests: requestsOf(behind, requestsPerTask) }) },
      traffic: { ...(behind && trafficOf(behind.target)), discovery: calls.discoveryOf(service) },
      logs: { key, retentionDays: logRetentionDays },
      alarms: { topic },
      exec: decided.exec === 'on',
    });
    behind?.balancer.connections.allowTo(tasks, port, `Requests and health checks, to ${service}`);
    stores.connect(service, decided, tasks);
    this.letOut(service, decided, tasks, endpoints);
    return tasks;
  }

  /** AWS services: to pull an image, to write a log. */
  private letOut(
    service: string,
    { outbound }: DecidedService,
    tasks: Service,
    endpoints: NetworkOutputs['endpoints'],
  ) {
    if (outbound === 'internet') {
      tasks.connections.allowToInternet(443, `AWS services and others, for ${service}`);
      return;
    }
    const { securityGroup, s3PrefixListId } = endpoints;
    const layers = { name: 's3', prefixListId: s3PrefixListId };
    tasks.connections.allowTo(layers, 443, `Layers of images, and buckets, for ${service}`);
    if (!securityGroup) return;
    const interfaceEndpoints = SecurityGroup.import(this, `endpoints-of-${service}`, securityGroup);
    tasks.connections.allowTo(interfaceEndpoints, 443, `AWS services, for ${service}`);
    for (const port of portsOfEndpoints(this, this.environment.network.interfaceEndpoints)) {
      tasks.connections.allowTo(interfaceEndpoints, port, `AWS services beside HTTPS, for ${service}`);
    }
  }
}

interface Shared extends FrontProps {
  readonly endpoints: NetworkOutputs['endpoints'];
}

interface Ruled {
  readonly route: Route;
  readonly rule: LbListenerRule;
}

interface SharedByServices extends Shared {
  readonly cluster: Cluster;
  readonly calls: ServiceCalls;
  readonly stores: ServiceStores;
  readonly target: TargetGroup | undefined;
  readonly front: Front | undefined;
}

function requestsOf({ balancer, target }: { balancer: LoadBalancer; target: TargetGroup }, perMinute: number) {
  return { perMinute, resourceLabel: `${balancer.arnSuffix}/${target.arnSuffix}` };
}

function trafficOf(target: TargetGroup) {
  const { errorAlarmName } = target;
  return { targetGroups: [target], ...(errorAlarmName && { rollbackAlarms: [errorAlarmName] }) };
}
