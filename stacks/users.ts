import type { TerraformStack } from 'cdktf';
import { hostsBehind, idpResponse } from '../environments/routes';
import type { Environment } from '../environments/schema';
import type { CertificateRef } from '../modules/certificate';
import type { MailRef } from '../modules/mail';
import type { TopicRef } from '../modules/notifications';
import { UserPool, type ClientProps, type UserPoolRef } from '../modules/user-pool';
import type { ZoneRef } from '../modules/zone';
import type { DnsOutputs } from './dns';
import { mapValues } from './map-values';

type Decided = Exclude<Environment['users'], 'none'>;

/** The accounts of the application's users. */
export function addUsers(
  scope: TerraformStack,
  { name, region, services }: Environment,
  decided: Decided,
  {
    dns,
    mail,
    alarms: topic,
  }: { readonly dns: DnsOutputs; readonly mail: MailRef | undefined; readonly alarms: TopicRef },
): UserPoolRef {
  const { selfSignUp, mfa, emailFrom, clients, deletionProtection } = decided;
  const pool = new UserPool(scope, 'users', {
    ...{ name: `${name}-users`, region, signIn: { selfSignUp, mfa }, alarms: { topic } },
    email: typeof emailFrom === 'object' ? emailFrom : { mail: there(mail, 'mail', scope), from: emailFrom },
    domain: domainOf(scope, decided, dns),
    clients: mapValues(clients, (client, its) => clientOf(client, its, services)),
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
  const { userPoolId, userPoolArn, issuer, domain, clientIds, balancerClientIds } = pool;
  return { name: pool.name, userPoolId, userPoolArn, issuer, domain, clientIds, balancerClientIds };
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
