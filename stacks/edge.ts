import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { Construct } from 'constructs';
import { routesOf, serverHosts } from '../environments/routes';
import type { Environment } from '../environments/schema';
import { Dashboard } from '../modules/dashboard';
import { Distribution, type DistributionOrigins, type DistributionProps } from '../modules/distribution';
import { WebAcl } from '../modules/firewall';
import { inRegion } from '../modules/in-region';
import { Key } from '../modules/kms';
import { Site } from '../modules/site';
import { DnsRecord, HealthCheck, type ZoneRef } from '../modules/zone';
import type { AccountStack } from './account';
import { addCanaries } from './canaries';
import type { DataOutputs, DataStack } from './data';
import type { DnsOutputs, DnsStack } from './dns';
import { graphsOf } from './edge-dashboard';
import { EnvironmentStack } from './environment-stack';
import type { ServiceStack } from './service';
import type { FrontOutputs } from './service-front';

/** What an environment decides about its distribution, where it has one. */
type Edge = Exclude<Environment['edge'], 'none'>;
type Target = ConstructorParameters<typeof DnsRecord>[2]['target'];

/** Where requests arrive: the distribution, the records and health checks of every host, the canaries, and a dashboard of what users see. */
export class EdgeStack extends EnvironmentStack {
  private readonly usEast1: AwsProvider;

  constructor(
    scope: Construct,
    environment: Environment,
    below: { account: AccountStack; dns: DnsStack; data: DataStack; service: ServiceStack | undefined },
  ) {
    super(scope, environment, 'edge');
    const { globalAlarms: topic, alarms, boundary } = this.read(below.account);
    const { publicZone: zone, certificates } = this.read(below.dns);
    const stores = this.read(below.data);
    const { balancer, originHeader, servers = {} } = below.service ? this.read(below.service) : {};
    this.usEast1 = this.providerIn('us-east-1');
    const { edge, services } = environment;

    const dynamic = { balancer, originHeader };
    const distribution =
      edge === 'none' ? undefined : this.distribution(edge, { topic, certificates, stores, dynamic });
    const hosts = edge === 'none' ? new Set(routesOf(services).map(({ host }) => host)) : edge.hosts;
    for (const host of hosts) {
      if (distribution) this.records(host, ['A', 'AAAA'], { distribution: { domainName: distribution.dnsName } }, zone);
      else if (balancer) this.records(host, this.isDualStack ? ['A', 'AAAA'] : ['A'], { balancer }, zone);
    }
    for (const { host, service } of serverHosts(services)) {
      const { publicIp } = servers[service] ?? {};
      if (publicIp) this.records(host, ['A'], { value: publicIp, ttlSeconds: 60 }, zone);
    }
    this.healthChecks(topic);
    if (Object.keys(environment.canaries).length > 0) {
      addCanaries(this, environment, { alarms, boundary, buckets: stores.buckets });
    }
    const rows = graphsOf(environment, distribution, balancer);
    if (rows.length > 0) new Dashboard(this, 'dashboard', { name: environment.name, rows });
  }

  private get isDualStack(): boolean {
    const { balancer } = this.environment;
    return balancer !== 'none' && balancer.ipAddressType === 'dualstack';
  }

  private distribution(edge: Edge, { topic, certificates, stores, dynamic }: Shared): Distribution {
    const { name, account, logRetentionDays } = this.environment;
    const about = { purpose: `Logs of the web ACL of ${name}`, alias: `terrace/${name}/edge-logs`, account };
    const logKey = new Key(this, 'log-key', { ...about, region: 'us-east-1' });
    inRegion(logKey, this.usEast1);
    const { blocking, requestsPer5Minutes } = edge.firewall;
    const webAcl = new WebAcl(this, 'web-acl', {
      ...{ name: `${name}-edge`, account, scope: { cloudfront: this.usEast1 } },
      rateLimit: { requests: requestsPer5Minutes },
      logs: { key: logKey, retentionDays: logRetentionDays },
      alarms: { topic },
      ...(blocking !== 'on' && { optOuts: { blocking } }),
    });
    const certificate = certificates[edge.certificate]?.distribution;
    if (!certificate)
      throw new Error(`${name}: dns.certificates has no ${edge.certificate} that is usedBy "distribution"`);
    return new Distribution(this, 'distribution', {
      ...{ name, account, hosts: { names: edge.hosts, certificate } },
      origins: this.origins(edge, stores, dynamic),
      ...{ webAcl, logs: stores.accessLogs, alarms: { topic }, provider: this.usEast1 },
      delivery: { priceClass: edge.priceClass },
      ...this.headers(edge),
    });
  }

  /** Pages may read and write the buckets that are open to them, and load from nowhere else. */
  private headers({ hosts }: Edge): Pick<DistributionProps, 'headers'> {
    const { buckets, region } = this.environment;
    const open = Object.values(buckets).filter(({ pagesOf }) => pagesOf.some((host) => hosts.includes(host)));
    if (open.length === 0) return {};
    const origins = open.map(({ bucket }) => `https://${bucket}.s3.${region}.amazonaws.com`).join(' ');
    const contentSecurityPolicy = [
      ...["default-src 'self'", `connect-src 'self' ${origins}`, `img-src 'self' ${origins}`, "base-uri 'self'"],
      ...["form-action 'self'", "frame-ancestors 'none'", "object-src 'none'"],
    ].join('; ');
    return { headers: { contentSecurityPolicy } };
  }

  private origins(edge: Edge, stores: DataOutputs, { balancer, originHeader }: Dynamic): DistributionOrigins {
    const origin = balancer && originHeader && { balancer: { dnsName: balancer.dnsName, header: originHeader } };
    if (edge.site === 'none') return { ...origin };
    const { bucket, paths, dynamicPaths, deletionProtection } = edge.site;
    const { name, account, region } = this.environment;
    const key = new Key(this, 'site-key', {
      purpose: `Site of ${name}`,
      alias: `terrace/${name}/site`,
      account,
      region,
    });
    const site = new Site(this, 'site', {
      name,
      bucket,
      account,
      region,
      key,
      accessLogs: stores.accessLogs,
      paths,
      ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
    });
    return dynamicPaths.length > 0 ? { site, ...origin, dynamicPaths } : { site };
  }

  /** Routed from the first day: a second region is one more record of the name. */
  private records(name: string, types: ('A' | 'AAAA')[], target: Target, zone: ZoneRef): void {
    const routing = { latency: this.environment.region };
    for (const type of types) {
      new DnsRecord(this, `record-${name.replace('*', '_')}-${type}`, { zone, name, type, target, routing });
    }
  }

  /** Each host is asked from outside, as its users do. One with a wildcard is no name that can be asked. */
  private healthChecks(topic: Shared['topic']): void {
    const { name, edge, services } = this.environment;
    const answered = routesOf(services).filter(({ host, path }) => !host.includes('*') && path === '/*');
    const paths = new Map(answered.map(({ host, service }) => [host, services[service]?.healthCheckPath ?? '/']));
    const hosts = edge === 'none' ? [...paths.keys()] : edge.hosts;
    const asked = hosts.map((domain) => {
      return { domain, path: edge === 'none' || edge.site === 'none' ? (paths.get(domain) ?? '/') : '/' };
    });
    const servers = serverHosts(services).map(({ host, service }) => {
      return { domain: host, path: services[service]?.healthCheckPath ?? '/' };
    });
    for (const { domain, path } of [...asked, ...servers]) {
      new HealthCheck(this, `health-${domain}`, {
        ...{ name: `${name}-${domain.replaceAll('.', '-')}`.slice(0, 64), of: { domain, path } },
        ...{ topic, provider: this.usEast1 },
      });
    }
  }
}

interface Dynamic {
  readonly balancer: FrontOutputs['balancer'];
  readonly originHeader: FrontOutputs['originHeader'];
}

interface Shared {
  readonly topic: { readonly topicArn: string };
  readonly certificates: DnsOutputs['certificates'];
  readonly stores: DataOutputs;
  readonly dynamic: Dynamic;
}
