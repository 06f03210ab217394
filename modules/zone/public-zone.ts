import type { Route53HostedZoneDnssec } from '@cdktf/provider-aws/lib/route53-hosted-zone-dnssec';
import type { Route53KeySigningKey } from '@cdktf/provider-aws/lib/route53-key-signing-key';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { inRegion } from '../in-region';
import { isOn } from '../opt-out';
import { assertProp, checkProps, list, matching } from '../props';
import { Dnssec } from './dnssec';
import { domainName, isInZone } from './domain-name';
import { grantRecords } from './grant-records';
import { DomainRecords, issuersOf } from './domain-records';
import { authorities, publicZoneProps, type PublicZoneProps } from './public-zone-props';
import { QueryLogs } from './query-logs';
import { assertUsEast1 } from '../in-region/us-east-1';
import type { ZoneRef } from './zone-ref';

const delegation = {
  domain: domainName,
  nameServers: list('name servers', matching(/^[a-z0-9.-]{1,255}$/, 'the name of a server', { structure: true }), {
    min: 2,
    max: 13,
  }),
};
const admission = { domain: domainName, certificateAuthorities: authorities };

/**
 * A domain of the internet in Route 53: signed, its queries logged, with a CAA record that admits Amazon's authority alone, and protected from
 * deletion: a zone that is made again has other name servers, and the domain is dead until its parent names them.
 *
 * The zone answers nobody until its parent delegates to `nameServers`; and its signatures are checked by nobody until the parent has `dsRecord`.
 * Both are written there by hand, or by whoever manages the parent. Before signing is switched off the DS record has to go, and resolvers have to
 * have forgotten it; else they refuse the domain.
 *
 * Everything of it is in us-east-1, where Route 53 keeps logs, keys and metrics.
 */
export class PublicZone extends Construct implements ZoneRef {
  static readonly props = publicZoneProps;
  readonly zoneId: string;
  readonly zoneName: string;
  /** The four servers that the parent delegates the domain to. */
  readonly nameServers: string[];
  /** The DS record for the parent; nothing where signing is off. */
  readonly dsRecord: string | undefined;
  readonly nodes: {
    readonly zone: Route53Zone;
    readonly keySigningKey: Route53KeySigningKey | undefined;
    readonly signing: Route53HostedZoneDnssec | undefined;
  };

  /** @throws PropsError for a domain that is none, a provider or topic of another region, or a reason too short to switch a protection off. */
  constructor(scope: Construct, id: string, props: PublicZoneProps) {
    super(scope, id);
    checkProps(this, publicZoneProps, props);
    assertUsEast1(this, props.provider, props.topic.topicArn);
    inRegion(this, props.provider);
    const { name, account, logRetentionDays, topic, optOuts } = props;
    const { certificateAuthorities = ['amazon.com'], mail = 'refused', texts = [] } = props;

    const zone = new Route53Zone(this, 'zone', { name, comment: `Public names of ${name}`, forceDestroy: false });
    if (isOn(zone, 'deletion_protection', optOuts?.deletionProtection)) zone.lifecycle = { preventDestroy: true };
    new QueryLogs(this, 'query-logs', { zone, zoneName: name, account, retentionDays: logRetentionDays });
    const isSigned = isOn(zone, 'dnssec', optOuts?.dnssec);
    const dnssec = isSigned ? new Dnssec(this, 'dnssec', { zone, zoneName: name, account, topic }) : undefined;
    new DomainRecords(this, 'domain', { zone, zoneName: name, certificateAuthorities, mail, texts });

    this.nodes = { zone, keySigningKey: dnssec?.keySigningKey, signing: dnssec?.signing };
    this.zoneId = zone.zoneId;
    this.zoneName = name;
    this.nameServers = zone.nameServers;
    this.dsRecord = dnssec?.dsRecord;
  }

  /**
   * Delegates a domain below this one to the name servers of its own zone, in whichever account that is.
   *
   * @throws PropsError for a domain that is not below this one, or that was delegated before.
   */
  delegate(domain: string, nameServers: readonly string[]): void {
    checkProps(this, delegation, { domain, nameServers });
    const isBelow = isInZone(domain, this.zoneName) && domain !== this.zoneName;
    assertProp(this, 'domain', isBelow, `a domain below ${this.zoneName}`, domain);
    const id = `delegate-${domain}`;
    assertProp(this, 'domain', !this.node.tryFindChild(id), 'each domain delegated once', domain);
    const records = [...nameServers];
    new Route53Record(this, id, { zoneId: this.zoneId, name: domain, type: 'NS', ttl: 3600, records });
  }

  /**
   * Says who may issue certificates for a domain below this one and all below that, in place of those of the zone (RFC 8659, 3: the nearest CAA records count).
   *
   * @throws PropsError for a domain that is not below this one, or that was admitted to before.
   */
  admitAuthorities(domain: string, certificateAuthorities: readonly string[]): void {
    checkProps(this, admission, { domain, certificateAuthorities });
    const isBelow = isInZone(domain, this.zoneName) && domain !== this.zoneName;
    assertProp(this, 'domain', isBelow, `a domain below ${this.zoneName}`, domain);
    const id = `caa-${domain}`;
    assertProp(this, 'domain', !this.node.tryFindChild(id), 'each domain once', domain);
    const records = issuersOf(certificateAuthorities);
    new Route53Record(this, id, { zoneId: this.zoneId, name: domain, type: 'CAA', ttl: 3600, records });
  }

  /**
   * Lets `role` write the records of these names, and no other: for what manages its own, such as an ACME client. `name` says which role.
   *
   * @throws PropsError for a name outside the zone.
   */
  grantRecords(name: string, role: RoleRef, names: readonly string[]): void {
    grantRecords(this, { zoneName: this.zoneName, zoneArn: this.nodes.zone.arn }, name, role, names);
  }
}
