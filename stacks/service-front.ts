import type { TerraformStack } from 'cdktf';
import { cloudfrontPrefixLists } from '../environments/aws/cloudfront-prefix-lists';
import type { Environment } from '../environments/schema';
import { WebAcl } from '../modules/firewall';
import type { Key } from '../modules/kms';
import { LoadBalancer, OriginHeader, type LoadBalancerProps, type OriginHeaderRef } from '../modules/load-balancer';
import type { AccountOutputs } from './account';
import type { DataOutputs } from './data';
import type { DnsOutputs } from './dns';
import type { NetworkOutputs } from './network';

/** What an environment decides about its load balancer, where it has one. */
type Balancer = Exclude<Environment['balancer'], 'none'>;

export interface FrontProps {
  readonly alarms: AccountOutputs['alarms'];
  readonly network: NetworkOutputs['network'];
  readonly certificates: DnsOutputs['certificates'];
  readonly accessLogs: DataOutputs['accessLogs'];
  /** Encrypts the logs of the web ACL, and the header. */
  readonly key: Key;
}

export interface FrontOutputs {
  /** What answers for the hosts of services. */
  readonly balancer?: { readonly dnsName: string; readonly zoneId: string; readonly arnSuffix: string };
  /** What the balancer asks of a distribution, where it answers to that alone. */
  readonly originHeader?: OriginHeaderRef;
}

export interface Front {
  readonly balancer: LoadBalancer;
  readonly outputs: FrontOutputs;
}

/**
 * The balancer of an environment, behind a web ACL of its own or behind the distribution.
 *
 * @throws Error for a certificate or a region that the laws of environments refuse.
 */
export function addFront(scope: TerraformStack, environment: Environment, decided: Balancer, props: FrontProps): Front {
  const { name, account, region, logRetentionDays } = environment;
  const { alarms, network, certificates, accessLogs, key } = props;
  const { reachedFrom, ipAddressType, deletionProtection, firewall } = decided;
  const certificate = certificates[decided.certificate]?.balancer;
  if (!certificate)
    throw new Error(`${name}: dns.certificates has no ${decided.certificate} that is usedBy "balancer"`);
  const header = reachedFrom === 'cloudfront' ? new OriginHeader(scope, 'origin-header', { name, key }) : undefined;
  const balancer = new LoadBalancer(scope, 'balancer', {
    ...{ name, account, region, network, certificate, logs: accessLogs, alarms: { topic: alarms } },
    reachedFrom: header ? reachedFromDistribution(region, header) : { internet: { ipAddressType } },
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
  if (firewall !== 'none') {
    const { blocking, requestsPer5Minutes } = firewall;
    const webAcl = new WebAcl(scope, 'web-acl', {
      ...{ name, account, scope: { regional: region }, rateLimit: { requests: requestsPer5Minutes } },
      ...{ logs: { key, retentionDays: logRetentionDays }, alarms: { topic: alarms } },
      ...(blocking !== 'on' && { optOuts: { blocking } }),
    });
    webAcl.associate('balancer', balancer.loadBalancerArn);
  }
  const { dnsName, zoneId, arnSuffix } = balancer;
  return {
    balancer,
    outputs: { balancer: { dnsName, zoneId, arnSuffix }, ...(header && { originHeader: refOf(header) }) },
  };
}

function reachedFromDistribution(region: string, header: OriginHeader): LoadBalancerProps['reachedFrom'] {
  const prefixListId = cloudfrontPrefixLists.get(region);
  if (prefixListId === undefined) throw new Error(`environments/aws/cloudfront-prefix-lists.ts has no ${region}`);
  return { cloudfront: { prefixListId, header } };
}

function refOf({ headerName, current, previous }: OriginHeaderRef): OriginHeaderRef {
  return { headerName, current, previous };
}
