import { Route53Record, type Route53RecordConfig } from '@cdktf/provider-aws/lib/route53-record';
import { Construct, type IConstruct } from 'constructs';
import { assertProp, checkProps, isKnown } from '../props';
import { isIP } from 'node:net';
import { dnsRecordProps, type DnsRecordProps, type Routing } from './dns-record-props';
import { domainName, isInZone } from './domain-name';

/** The zone that every distribution's name is in (CloudFront API reference, and Route 53's AliasTarget, HostedZoneId). */
const cloudFrontZone = 'Z2FDTNDATAQYW2';

/**
 * One answer for a name: an alias of a balancer or distribution, or a value. It is routed from the first day, since Route 53 refuses a simple record
 * beside a routed one of the same name and type: a second region, a second version or a stand-in is one more of these.
 *
 * ```ts
 * new DnsRecord(this, 'web', { zone, name: 'shop.example.com', type: 'A', target: { balancer }, routing: { latency: 'eu-west-1' } });
 * ```
 */
export class DnsRecord extends Construct {
  static readonly props = dnsRecordProps;
  /** The name that it answers for. */
  readonly fqdn: string;
  readonly nodes: { readonly record: Route53Record };

  /** @throws PropsError for a name outside the zone, a value that is not of its type, and a primary whose health nobody knows. */
  constructor(scope: Construct, id: string, props: DnsRecordProps) {
    super(scope, id);
    checkProps(this, dnsRecordProps, props);
    checkRecord(this, props);
    const { zone, name, type, routing, healthCheck } = props;
    const record = new Route53Record(this, 'record', {
      zoneId: zone.zoneId,
      name,
      type,
      ...answer(props),
      ...routed(routing),
      healthCheckId: healthCheck?.healthCheckId,
    });
    this.nodes = { record };
    this.fqdn = record.fqdn;
  }
}

function answer({ target }: DnsRecordProps): Pick<Route53RecordConfig, 'alias' | 'records' | 'ttl'> {
  if ('value' in target) return { records: [target.value], ttl: target.ttlSeconds ?? 60 };
  if ('distribution' in target) {
    // Route 53 takes no health of CloudFront's.
    return { alias: { name: target.distribution.domainName, zoneId: cloudFrontZone, evaluateTargetHealth: false } };
  }
  const { dnsName, zoneId } = target.balancer;
  return { alias: { name: dnsName, zoneId, evaluateTargetHealth: true } };
}

function routed(routing: Routing): Partial<Route53RecordConfig> {
  if ('latency' in routing) {
    return { setIdentifier: routing.latency, latencyRoutingPolicy: { region: routing.latency } };
  }
  if ('failover' in routing) {
    return { setIdentifier: routing.failover, failoverRoutingPolicy: { type: routing.failover.toUpperCase() } };
  }
  return { setIdentifier: routing.version, weightedRoutingPolicy: { weight: routing.weight } };
}

function checkRecord(scope: IConstruct, { zone, name, type, target, routing, healthCheck }: DnsRecordProps): void {
  const { zoneName } = zone;
  assertProp(scope, 'name', isInZone(name, zoneName), `a name in the zone ${zoneName}`, name);
  const isAlias = !('value' in target);
  const canBe = type === 'CNAME' ? !isAlias && name !== zoneName : true;
  assertProp(scope, 'type', canBe, 'A or AAAA for an alias, and for the name of the zone itself', type);
  if ('value' in target && isKnown(target.value)) {
    const { expected, is } = values[type];
    assertProp(scope, 'target.value', is(target.value), expected, target.value);
  }
  const isPrimary = 'failover' in routing && routing.failover === 'primary';
  const hasHealth = healthCheck !== undefined || 'balancer' in target;
  const expected = 'a health check, since Route 53 fails over only from a primary whose health it knows';
  assertProp(scope, 'healthCheck', !isPrimary || hasHealth, expected, healthCheck);
}

const values = {
  A: { expected: 'an IPv4 address', is: (value: string) => isIP(value) === 4 },
  AAAA: { expected: 'an IPv6 address', is: (value: string) => isIP(value) === 6 },
  CNAME: { expected: domainName.expected, is: (value: string) => domainName.problems(value, '').length === 0 },
};
