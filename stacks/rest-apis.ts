import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import type { CertificateRef } from '../modules/certificate';
import { WebAcl, type WebAclRef } from '../modules/firewall';
import type { Function as LambdaFunction } from '../modules/function';
import type { OptOut } from '../modules/opt-out';
import { RestApi } from '../modules/rest-api';
import type { UserPoolRef } from '../modules/user-pool';
import type { ZoneRef } from '../modules/zone';
import { found, mapValues } from './map-values';
import type { FrontProps } from './service-front';

export type RestApiDecision = Extract<Environment['apis'][string], { readonly type: 'rest' }>;

interface Shared extends Pick<FrontProps, 'key' | 'alarms'> {
  readonly zone: ZoneRef;
  readonly certificate: CertificateRef;
  readonly users: UserPoolRef | undefined;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
}

/** A REST API as its environment decides it, with its web ACL and the keys of its callers. */
export function addRestApi(
  scope: TerraformStack,
  environment: Environment,
  api: string,
  decided: RestApiDecision,
  shared: Shared,
): void {
  const { name, account, region, logRetentionDays: retentionDays } = environment;
  const { host, authorizer, throttling, usagePlans, routes } = decided;
  const { key, alarms: topic, zone, certificate, users, functions } = shared;
  const isForUsers = authorizer === 'users' && users;
  const hasKeys = Object.keys(usagePlans).length > 0;
  const made = new RestApi(scope, `api-${api}`, {
    ...{ name: `${name}-${api}`, account, region, throttling, accessLogs: { key, retentionDays }, alarms: { topic } },
    domain: { name: host, zone, certificate },
    webAcl: webAclOf(scope, environment, api, decided, shared),
    ...((isForUsers || hasKeys) && {
      clients: {
        ...(isForUsers && { userPool: { userPoolArn: users.userPoolArn } }),
        ...(hasKeys && { usagePlans: mapValues(usagePlans, (plan) => plan) }),
      },
    }),
  });
  for (const [route, service] of Object.entries(routes)) {
    made.addRoute(route, {
      to: { function: found(functions, service, 'services') },
      authorization: authorizer === 'users' ? 'cognito' : authorizer,
      ...(hasKeys && { apiKeyRequired: true }),
    });
  }
}

function webAclOf(
  scope: TerraformStack,
  { name, account, region, logRetentionDays: retentionDays }: Environment,
  api: string,
  { firewall }: RestApiDecision,
  { key, alarms: topic }: Shared,
): WebAclRef | OptOut {
  if ('off' in firewall) return firewall;
  const { blocking, requestsPer5Minutes: requests } = firewall;
  return new WebAcl(scope, `api-${api}-web-acl`, {
    ...{ name: `${name}-api-${api}`, account, scope: { regional: region }, rateLimit: { requests } },
    ...{ logs: { key, retentionDays }, alarms: { topic } },
    ...(blocking !== 'on' && { optOuts: { blocking } }),
  });
}
