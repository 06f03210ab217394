import { dependable, type TerraformStack } from 'cdktf';
import { hostsBehind, hostsThatAnswer, idpResponse, parentOf } from '../environments/routes';
import type { Environment } from '../environments/schema';
import type { CertificateRef } from '../modules/certificate';
import { WebAcl, type WebAclRef } from '../modules/firewall';
import type { Key } from '../modules/kms';
import type { MailRef } from '../modules/mail';
import type { TopicRef } from '../modules/notifications';
import { UserPool, type ClientProps, type SignIn, type UserPoolRef } from '../modules/user-pool';
import { DnsRecord, type ZoneRef } from '../modules/zone';
import type { DnsOutputs } from './dns';
import { mapValues } from './map-values';

type Decided = Exclude<Environment['users'], 'none'>;

interface Shared {
  readonly dns: DnsOutputs;
  readonly mail: MailRef | undefined;
  readonly alarms: TopicRef;
  /** Encrypts the log of the web ACL. */
  readonly key: Key;
}

/** The accounts of the application's users. */
export function addUsers(
  scope: TerraformStack,
  environment: Environment,
  decided: Decided,
  shared: Shared,
): UserPoolRef {
  const { name, region, services } = environment;
  const { dns, mail, alarms: topic } = shared;
  const { emailFrom, clients, deletionProtection } = decided;
  const webAcl = webAclOf(scope, environment, decided, shared);
  const pool = new UserPool(scope, 'users', {
    ...{ name: `${name}-users`, region, signIn: signInOf(decided), alarms: { topic } },
    email: typeof emailFrom === 'object' ? emailFrom : { mail: there(mail, 'mail', scope), from: emailFrom },
    domain: domainOf(scope, decided, dns),
    clients: mapValues(clients, (client, its) => clientOf(client, its, services)),
    ...(webAcl && { webAcl }),
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
  addAddressAbove(scope, environment, decided, dns.publicZone, pool);
  const { userPoolId, userPoolArn, issuer, domain, clientIds, balancerClientIds } = pool;
  return { name: pool.name, userPoolId, userPoolArn, issuer, domain, clientIds, balancerClientIds };
}

/** RFC 5737: of nobody, for ever. */
const nobodysAddress = '192.0.2.1';

/**
 * Cognito makes no domain below one without an A record. A host gets its own from the stack of the edge, which is applied after this one: a name that is no host
 * has one from here, so that the first apply of an environment makes the domain.
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/troubleshooting.html
 */
function addAddressAbove(
  scope: TerraformStack,
  environment: Environment,
  { domain }: Decided,
  zone: ZoneRef,
  { nodes }: UserPool,
): void {
  const name = parentOf(domain);
  if (hostsThatAnswer(environment).includes(name)) return;
  const record = new DnsRecord(scope, 'users-address-above', {
    ...{ zone, name, type: 'A', routing: { latency: environment.region } },
    target: { value: nobodysAddress, ttlSeconds: 3600 },
  });
  nodes.domain.nodes.domain.dependsOn = [dependable(record.nodes.record)];
}

function signInOf({ selfSignUp, mfa, passkeys, threatProtection }: Decided): SignIn {
  return {
    ...{ selfSignUp, mfa },
    ...(passkeys !== 'none' && { passkeys }),
    ...(threatProtection === 'on' && { tier: 'PLUS' }),
  };
}

function webAclOf(
  scope: TerraformStack,
  { name, account, region, logRetentionDays: retentionDays }: Environment,
  { firewall }: Decided,
  { alarms: topic, key }: Shared,
): WebAclRef | undefined {
  if (firewall === 'none') return undefined;
  const { blocking, requestsPer5Minutes: requests } = firewall;
  return new WebAcl(scope, 'users-web-acl', {
    ...{ name: `${name}-users`, account, scope: { regional: region }, rateLimit: { requests } },
    ...{ logs: { key, retentionDays }, alarms: { topic } },
    ...(blocking !== 'on' && { optOuts: { blocking } }),
  });
}

function clientOf(client: Decided['clients'][string], name: string, services: Environment['services']): ClientProps {
  const isOfBalancer = client.usedBy === 'balancer';
  const hosts = isOfBalancer ? hostsBehind(name, services) : client.hosts;
  const urls = (path: string) => hosts.map((host) => `https://${host}${path}`);
  return {
    callbackUrls: urls(isOfBalancer ? idpResponse : client.callbackPath),
    logoutUrls: urls(client.logoutPath),
    ...(isOfBalancer && { usedBy: 'balancer' }),
  };
}

function domainOf(
  scope: TerraformStack,
  { domain: name, certificate }: Decided,
  { publicZone: zone, certificates }: DnsOutputs,
): { readonly name: string; readonly zone: ZoneRef; readonly certificate: CertificateRef } {
  return {
    name,
    zone,
    certificate: there(certificates[certificate]?.distribution, `certificate ${certificate}`, scope),
  };
}

/** That it is there is a law of the environment. */
function there<Thing>(thing: Thing | undefined, what: string, { node }: TerraformStack): Thing {
  if (thing === undefined) throw new Error(`${node.path}: expected ${what}, which users names, found nothing`);
  return thing;
}
