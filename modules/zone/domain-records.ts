import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Construct } from 'constructs';

/** CAA records that admit these authorities, and no other. */
export function issuersOf(certificateAuthorities: readonly string[]): string[] {
  return certificateAuthorities.map((authority) => `0 issue "${authority}"`);
}

export interface DomainRecordsProps {
  readonly zone: Route53Zone;
  readonly zoneName: string;
  readonly certificateAuthorities: readonly string[];
  readonly mail: 'refused' | 'elsewhere';
  readonly texts: readonly string[];
}

/**
 * What a domain says of itself: who may issue certificates for it (RFC 8659), and that it sends and receives no mail (SPF, RFC 7208; DMARC,
 * RFC 7489; null MX, RFC 7505). No second region will ever say something else, so these records have no routing policy.
 */
export class DomainRecords extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DomainRecordsProps,
  ) {
    super(scope, id);
    const { zoneName, certificateAuthorities, mail, texts } = props;
    this.add('caa', zoneName, 'CAA', issuersOf(certificateAuthorities));
    const noMail = mail === 'refused';
    const apexTexts = [...(noMail ? ['v=spf1 -all'] : []), ...texts];
    if (apexTexts.length > 0) this.add('texts', zoneName, 'TXT', apexTexts);
    if (!noMail) return;
    this.add('dmarc', `_dmarc.${zoneName}`, 'TXT', ['v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s']);
    this.add('mx', zoneName, 'MX', ['0 .']);
  }

  private add(id: string, name: string, type: string, records: string[]): void {
    new Route53Record(this, id, { zoneId: this.props.zone.zoneId, name, type, ttl: 3600, records });
  }
}
