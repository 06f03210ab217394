import type { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { Construct } from 'constructs';
import { generalRoutes, routesOf, type Route } from '../environments/routes';
import type { Environment } from '../environments/schema';
import { Cluster, Service, type InstanceCapacity } from '../modules/ecs';
import { Function as LambdaFunction } from '../modules/function';
import { boundRoles } from '../modules/iam';
import { Key } from '../modules/kms';
import type { LogGroup } from '../modules/log-group';
import { LoggedErrors } from '../modules/logged-errors';
import type { LoadBalancer } from '../modules/load-balancer';
import { ServerGroup } from '../modules/server-group';
import { Server } from '../modules/single-server';
import type { TargetGroup } from '../modules/target-group';
import type { AccountStack } from './account';
import { addClusterInstances } from './cluster-instances';
import type { DataStack } from './data';
import type { DnsStack } from './dns';
import { EnvironmentStack } from './environment-stack';
import { found, mapValues } from './map-values';
import type { MessagingOutputs, MessagingStack } from './messaging';
import type { NetworkStack } from './network';
import { ServiceApis } from './service-apis';
import { ServiceCalls } from './service-calls';
import { addContainers } from './service-containers';
import { addServiceDashboard } from './service-dashboard';
import { addFront, type FrontOutputs, type FrontProps } from './service-front';
import { addFunction, FunctionGroups, type SharedByFunctions } from './service-functions';
import { ServiceMessages } from './service-messages';
import { ServicePeople } from './service-people';
import { addPipes } from './service-pipes';
import { behindOf, type Behind, type DecidedService } from './service-runtime';
import { addInstances, addServer } from './service-servers';
import { addServiceLevels } from './service-levels';
import { addLogDataProtection } from './service-log-data';
import { addServiceQueries } from './service-queries';
import { addSchedules } from './service-schedules';
import { ServiceSecrets } from './service-secrets';
import { ServiceStores } from './service-stores';
import { targetGroupOf } from './service-targets';

export interface ServiceOutputs extends FrontOutputs {
  /** The addresses of single servers, by service. */
  readonly servers?: Readonly<Record<string, { readonly publicIp: string }>>;
}

type Running = Service | ServerGroup | Server | LambdaFunction;

/** What answers requests: changed with each release, and created again from nothing without loss. */
export class ServiceStack extends EnvironmentStack<ServiceOutputs> {
  constructor(
    scope: Construct,
    environment: Environment,
    below: {
      account: AccountStack;
      network: NetworkStack;
      dns: DnsStack | undefined;
      data: DataStack;
      messaging: MessagingStack | undefined;
    },
  ) {
    super(scope, environment, 'service');
    const { name, account, region, logRetentionDays, balancer: decided, services } = environment;
    const { alarms, boundary } = this.read(below.account);
    const { network, endpoints } = this.read(below.network);
    const { certificates = {}, publicZone: zone } = below.dns ? this.read(below.dns) : {};
    const data = this.read(below.data);
    const stores = new ServiceStores(this, environment, data);
    const secrets = new ServiceSecrets(this, data.secrets);
    const sent: MessagingOutputs = below.messaging ? this.read(below.messaging) : { queues: {}, topics: {} };
    const messages = new ServiceMessages(this, sent);
    const people = new ServicePeople(this, { ...data, ...sent, decided: environment.users });
    boundRoles(this, boundary);

    const purpose = `Services of ${name}: their logs, and the header of the distribution`;
    const key = new Key(this, 'key', { purpose, alias: `terrace/${name}/service`, account, region });
    const shared = { alarms, network, certificates, key, accessLogs: data.accessLogs };
    const front = decided === 'none' ? undefined : addFront(this, environment, decided, shared);
    const targets = front ? this.targets(shared) : {};
    const rules = front ? this.rules(front.balancer, targets, people) : [];
    const levels = front ? addServiceLevels(this, environment, front.balancer, targets, alarms) : {};
    const apis = new ServiceApis(this, environment, shared);

    const cluster = new Cluster(this, 'cluster', { name, account, region, logRetentionDays });
    const calls = new ServiceCalls(this, environment, network);
    const instances = addClusterInstances(this, environment, { ...shared, endpoints, cluster, tags: this.tags });
    const forAll = { ...shared, endpoints, calls, stores, secrets, messages, people, front, tags: this.tags };
    const groups = new FunctionGroups(this, environment, forAll);
    const ofFunctions = { groups, failedEvents: sent.failedEvents };
    const behind = mapValues(services, (_, service) => [
      ...behindOf(front, targets[service], levels[service]),
      ...apis.behindOf(service),
    ]);
    const running = mapValues(services, (decided, service) =>
      this.add(service, decided, {
        ...{ ...forAll, ...ofFunctions, cluster, instances },
        behind: found(behind, service, 'services'),
      }),
    );
    const logGroups = logGroupsOf(running);
    const errors = mapValues(logGroups, ({ logGroupName }, service) => {
      return new LoggedErrors(this, `errors-${service}`, { name: `${name}-${service}`, logGroupName }).metric;
    });
    addServiceDashboard(
      this,
      environment,
      mapValues(behind, (its, service) => {
        const queueName = messages.consumedBy(found(services, service, 'services'))?.queueName;
        return { behind: its, queueName, errors: errors[service] };
      }),
    );
    addServiceQueries(this, environment, Object.values(logGroups));
    addLogDataProtection(this, environment, logGroups, shared);
    const functions = only(running, LambdaFunction);
    addSchedules(this, environment, functions, forAll);
    addPipes(this, environment, functions, forAll);
    secrets.rotate(environment, functions, { alarms, failedEvents: sent.failedEvents });
    apis.addRoutes(functions, { zone, users: data.users });
    for (const [name, service] of Object.entries(running)) {
      if (!(service instanceof Service || service instanceof ServerGroup)) continue;
      const its = rules.filter(({ route }) => route.service === name).map(({ rule }) => rule);
      for (const rule of [...its, ...apis.rulesOf(name)]) service.waitFor(rule);
    }
    calls.connect(only(running, Service));
    const servers = mapValues(only(running, Server), ({ publicIp }) => ({ publicIp }));
    this.publish({ ...front?.outputs, ...(Object.keys(servers).length > 0 && { servers }) }, ['originHeader']);
  }

  private add(service: string, decided: DecidedService, shared: SharedHere): Running {
    const { environment } = this;
    if (decided.runtime === 'containers') return addContainers(this, environment, service, decided, shared);
    if (decided.runtime === 'function') return addFunction(this, environment, service, decided, shared);
    if (decided.runtime === 'instances') return addInstances(this, environment, service, decided, shared);
    return addServer(this, environment, service, decided, shared);
  }

  /** What the balancer sends requests to, by service. */
  private targets(shared: FrontProps): Record<string, TargetGroup> {
    const answering = Object.entries(this.environment.services).flatMap(([service, decided]) => {
      const { runtime } = decided;
      const isBehind = (runtime === 'containers' || runtime === 'instances') && Object.keys(decided.hosts).length > 0;
      return isBehind ? [[service, decided] as const] : [];
    });
    return mapValues(Object.fromEntries(answering), (decided, service) => {
      const about = { id: `targets-${service}`, name: `${this.environment.name}-${service}` };
      return targetGroupOf(this, about, decided, shared, decided.slo === 'none' ? 'each' : 'of-composite');
    });
  }

  /** A rule for each host of each service; the more special one of two that share requests comes before the other. */
  private rules(
    balancer: LoadBalancer,
    targets: Readonly<Record<string, TargetGroup>>,
    people: ServicePeople,
  ): Ruled[] {
    const { services } = this.environment;
    const routes = routesOf(services);
    return routes.flatMap((route) => {
      const [target, service] = [targets[route.service], services[route.service]];
      if (!target || !service) return [];
      const signIn = people.signInOf(service);
      const before = generalRoutes(routes, route);
      const rule = balancer.addHost(route.name, {
        ...{ host: route.host, target },
        ...(route.path !== '/*' && { path: route.path }),
        ...(before.length > 0 && { before: before.map(({ name }) => name) }),
        ...(signIn && { signIn }),
      });
      return { route, rule };
    });
  }
}

interface Ruled {
  readonly route: Route;
  readonly rule: LbListenerRule;
}

interface SharedHere extends SharedByFunctions {
  readonly groups: FunctionGroups;
  readonly cluster: Cluster;
  readonly instances: Readonly<Record<string, InstanceCapacity>>;
  readonly behind: readonly Behind[];
}

/** What services log to, by service; of a single server its module keeps none. */
function logGroupsOf(running: Readonly<Record<string, Running>>): Record<string, LogGroup> {
  const groups = Object.entries(running).flatMap(([name, { nodes }]) =>
    'logGroup' in nodes && nodes.logGroup ? [[name, nodes.logGroup] as const] : [],
  );
  return Object.fromEntries(groups);
}

/** Of what runs, that of one kind. */
function only<Kind extends Running>(
  running: Readonly<Record<string, Running>>,
  kind: abstract new (...args: never[]) => Kind,
): Record<string, Kind> {
  const found = Object.entries(running).flatMap(([name, one]) => (one instanceof kind ? [[name, one] as const] : []));
  return Object.fromEntries(found);
}
