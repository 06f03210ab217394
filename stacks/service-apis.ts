import type { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { TerraformStack } from 'cdktf';
import { serviceDomain } from '../environments/calls';
import type { Environment } from '../environments/schema';
import type { CertificateRef } from '../modules/certificate';
import type { Function as LambdaFunction } from '../modules/function';
import { HttpApi, VpcLink, type RouteProps } from '../modules/http-api';
import { LoadBalancer } from '../modules/load-balancer';
import type { TargetGroup } from '../modules/target-group';
import type { UserPoolRef } from '../modules/user-pool';
import type { ZoneRef } from '../modules/zone';
import { found, mapValues } from './map-values';
import { addRestApi } from './rest-apis';
import type { FrontProps } from './service-front';
import type { Behind, DecidedService } from './service-runtime';
import { targetGroupOf, type Answering } from './service-targets';

type Decided = Extract<Environment['apis'][string], { readonly type: 'http' }>;

/** What an API reaches containers and instances by: a load balancer inside the network, that nobody else reaches. */
interface Inside {
  readonly link: VpcLink;
  readonly balancer: LoadBalancer;
}

/** The APIs of an environment: those who answer are made between the balancers that they are behind, and the routes that lead to them. */
export class ServiceApis {
  /** By API; nothing for one whose routes lead to functions alone. */
  private readonly inside: Readonly<Record<string, Inside | undefined>>;
  private readonly behind: { readonly service: string; readonly its: Behind; readonly rule: LbListenerRule }[] = [];

  constructor(
    private readonly scope: TerraformStack,
    private readonly environment: Environment,
    private readonly shared: FrontProps,
  ) {
    this.inside = mapValues(environment.apis, (decided, api) =>
      decided.type === 'http' ? this.addInside(api, decided) : undefined,
    );
  }

  /** The balancers of APIs that a service is behind. */
  behindOf(service: string): Behind[] {
    return this.behind.filter((one) => one.service === service).map(({ its }) => its);
  }

  /** The rules that a service waits for. */
  rulesOf(service: string): LbListenerRule[] {
    return this.behind.filter((one) => one.service === service).map(({ rule }) => rule);
  }

  /** @param functions the services that are functions, by name */
  addRoutes(
    functions: Readonly<Record<string, LambdaFunction>>,
    people: { readonly zone: ZoneRef | undefined; readonly users: UserPoolRef | undefined },
  ): void {
    for (const [name, decided] of Object.entries(this.environment.apis)) {
      if (decided.type === 'rest') {
        const { key, alarms } = this.shared;
        const certificate = this.certificate(decided.certificate);
        const zone = this.zoneOf(name, people.zone);
        addRestApi(this.scope, this.environment, name, decided, {
          ...{ key, alarms, zone, certificate, functions, users: people.users },
        });
        continue;
      }
      const api = this.addApi(name, decided, people);
      const { authorizer } = decided;
      for (const [key, service] of Object.entries(decided.routes)) {
        const to = this.targetOf(name, decided, service, functions);
        api.addRoute(key, { to, authorization: authorizer === 'users' ? 'jwt' : authorizer });
      }
    }
  }

  private addInside(api: string, { certificate, routes, deletionProtection }: Decided): Inside | undefined {
    const { name, account, region, services } = this.environment;
    const { network, accessLogs, alarms: topic } = this.shared;
    const answering = [...new Set(Object.values(routes))].flatMap((service) => {
      const decided = services[service];
      return isListening(decided) ? [{ service, decided }] : [];
    });
    if (answering.length === 0) return undefined;
    const balancer = new LoadBalancer(this.scope, `api-${api}-balancer`, {
      ...{ name: `${name}-${api}`, account, region, network, reachedFrom: 'none', logs: accessLogs, alarms: { topic } },
      certificate: this.certificate(certificate),
      ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
    });
    const link = new VpcLink(this.scope, `api-${api}-link`, { name: `${name}-${api}`, network });
    link.connections.allowTo(balancer, 443, `Requests of the API ${api}`);
    for (const { service, decided } of answering) {
      const about = { id: `api-${api}-targets-${service}`, name: `${name}-${api}-x-${service}` };
      const target: TargetGroup = targetGroupOf(this.scope, about, decided, this.shared);
      const rule = balancer.addHost(service, { host: this.hostOf(service), target });
      this.behind.push({ service, its: { balancer, target }, rule });
    }
    return { link, balancer };
  }

  private addApi(
    api: string,
    { host, certificate, authorizer, cors, throttling }: Decided,
    { zone, users }: { readonly zone: ZoneRef | undefined; readonly users: UserPoolRef | undefined },
  ): HttpApi {
    const { name, account, region, logRetentionDays: retentionDays } = this.environment;
    const { key, alarms: topic } = this.shared;
    return new HttpApi(this.scope, `api-${api}`, {
      ...{ name: `${name}-${api}`, account, region, throttling, accessLogs: { key, retentionDays }, alarms: { topic } },
      domain: { name: host, zone: this.zoneOf(api, zone), certificate: this.certificate(certificate) },
      cors: cors === 'none' ? 'none' : { origins: cors.hosts.map((one) => `https://${one}`) },
      ...(authorizer === 'users' &&
        users && { jwt: { issuer: users.issuer, audiences: Object.values(users.clientIds) } }),
    });
  }

  private targetOf(
    api: string,
    { host: serverName }: Decided,
    service: string,
    functions: Readonly<Record<string, LambdaFunction>>,
  ): RouteProps['to'] {
    const inside = this.inside[api];
    if (inside && isListening(this.environment.services[service])) {
      const { link, balancer } = inside;
      const listenerArn = balancer.nodes.https.arn;
      return { service: { link, listenerArn, serverName, host: this.hostOf(service) } };
    }
    return { function: found(functions, service, 'services') };
  }

  /** By which the rules of the balancer tell services from each other: the name that it has in the network. */
  private hostOf(service: string): string {
    return `${service}.${serviceDomain(this.environment.name)}`;
  }

  private zoneOf(api: string, zone: ZoneRef | undefined): ZoneRef {
    if (!zone) throw new Error(`${this.environment.name}: apis.${api} has no zone, since dns is "none"`);
    return zone;
  }

  /** That it is there is a law of the environment. */
  private certificate(name: string): CertificateRef {
    const certificate = this.shared.certificates[name]?.balancer;
    if (!certificate) throw new Error(`dns.certificates has no ${name} that is usedBy "balancer"`);
    return certificate;
  }
}

function isListening(decided: DecidedService | undefined): decided is Answering {
  return decided?.runtime === 'containers' || decided?.runtime === 'instances';
}
