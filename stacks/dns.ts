import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import { serverHosts } from '../environments/routes';
import type { Environment } from '../environments/schema';
import { Certificate, DomainValidation, type CertificateRef } from '../modules/certificate';
import { inRegion } from '../modules/in-region';
import { Key } from '../modules/kms';
import type { VpcRef } from '../modules/network';
import { PrivateZone, PublicZone, ResolverQueryLogs, type ZoneRef } from '../modules/zone';
import type { AccountOutputs, AccountStack } from './account';
import { EnvironmentStack } from './environment-stack';
import type { NetworkStack } from './network';

/** What an environment decides about names, where it has any. */
export type Dns = Exclude<Environment['dns'], 'none'>;

export interface DnsOutputs {
  readonly publicZone: ZoneRef;
  /** For the parent zone: the four name servers, separated by spaces, and the DS record of a zone that is signed. */
  readonly delegation: { readonly nameServers: string; readonly dsRecord?: string };
  readonly privateZone?: ZoneRef;
  /** Issued certificates, by name and by what shows them. */
  readonly certificates: Readonly<Record<string, ByUser>>;
}

/** A single server has certificates of Let's Encrypt; those of Amazon are for the day when it is behind a balancer. */
const authoritiesOfServers = ['amazon.com', 'letsencrypt.org'];

interface ByUser {
  readonly balancer?: CertificateRef;
  readonly distribution?: CertificateRef;
}

/** Names and certificates: they outlive what answers to them, and the delegation above them is made by hand. */
export class DnsStack extends EnvironmentStack<DnsOutputs> {
  constructor(
    scope: Construct,
    environment: Environment,
    dns: Dns,
    below: { account: AccountStack; network: NetworkStack },
  ) {
    super(scope, environment, 'dns');
    const topics = this.read(below.account);
    const { network } = this.read(below.network);
    const usEast1 = this.providerIn('us-east-1');

    const publicZone = this.publicZone(dns, topics, usEast1);
    const privateZone = dns.privateZone === 'none' ? undefined : this.privateZone(dns.privateZone, network);
    const validation = new DomainValidation(this, 'validation', { zone: publicZone });
    const shared = { validation, topics, usEast1 };
    const certificates = Object.entries(dns.certificates).map(([name, decided]) => [
      name,
      this.certificate(name, decided, shared),
    ]);

    const { nameServers, dsRecord } = publicZone;
    this.publish({
      publicZone: refOf(publicZone),
      delegation: { nameServers: Fn.join(' ', nameServers), ...(dsRecord && { dsRecord }) },
      ...(privateZone && { privateZone: refOf(privateZone) }),
      certificates: Object.fromEntries(certificates),
    });
  }

  private publicZone(dns: Dns, { globalAlarms }: AccountOutputs, provider: AwsProvider): PublicZone {
    const { account, logRetentionDays, mail } = this.environment;
    const { dnssec, deletionProtection } = dns;
    const hosts = serverHosts(this.environment.services).map(({ host }) => host);
    const zone = new PublicZone(this, 'public-zone', {
      name: dns.publicZone,
      ...(hosts.includes(dns.publicZone) && { certificateAuthorities: authoritiesOfServers }),
      // The records of its mail are with the identity, in the messaging stack.
      ...(mail !== 'none' && mail.from === dns.publicZone && { mail: 'elsewhere' as const }),
      account,
      logRetentionDays,
      topic: globalAlarms,
      provider,
      optOuts: {
        ...(dnssec !== 'on' && { dnssec }),
        ...(deletionProtection !== 'on' && { deletionProtection }),
      },
    });
    for (const host of hosts) if (host !== dns.publicZone) zone.admitAuthorities(host, authoritiesOfServers);
    return zone;
  }

  /** With the log of all that the network asks for: the resolver keeps none for a zone alone. */
  private privateZone(domain: string, network: VpcRef): PrivateZone {
    const { name, account, region, logRetentionDays: retentionDays } = this.environment;
    const key = new Key(this, 'query-log-key', {
      purpose: `DNS query logs of the network of ${name}`,
      alias: `terrace/${name}/dns-queries`,
      account,
      region,
    });
    new ResolverQueryLogs(this, 'query-logs', { name, account, region, network, key, retentionDays });
    return new PrivateZone(this, 'private-zone', { name: domain, network });
  }

  /** A certificate for each that shows it: the balancer looks for it in its own region, CloudFront in us-east-1. */
  private certificate(name: string, { names, usedBy }: Dns['certificates'][string], shared: Shared): ByUser {
    const { validation, topics, usEast1 } = shared;
    const byUser = usedBy.map((user) => {
      const isGlobal = user === 'distribution';
      const certificate = new Certificate(this, `certificate-${name}-${user}`, {
        name: `${this.environment.name}-${name}-${user}`,
        names,
        validation,
        topic: isGlobal ? topics.globalAlarms : topics.alarms,
      });
      if (isGlobal) inRegion(certificate, usEast1);
      return [user, { certificateArn: certificate.certificateArn }];
    });
    return Object.fromEntries(byUser);
  }
}

interface Shared {
  readonly validation: DomainValidation;
  readonly topics: AccountOutputs;
  readonly usEast1: AwsProvider;
}

function refOf({ zoneId, zoneName }: ZoneRef): ZoneRef {
  return { zoneId, zoneName };
}
