import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { Sesv2EmailIdentity } from '@cdktf/provider-aws/lib/sesv2-email-identity';
import { Construct } from 'constructs';
import { isOn, type OptOut } from '../opt-out';
import { dkimDomain } from './dkim-domains';
import type { Dmarc } from './mail-props';

export interface MailRecordsProps {
  readonly zoneId: string;
  readonly domain: string;
  readonly mailFrom: string;
  readonly region: string;
  readonly identity: Sesv2EmailIdentity;
  readonly dmarc: Dmarc;
  readonly dmarcEnforcement: OptOut | undefined;
}

/** Easy DKIM has three tokens, which are known after apply (SES developer guide, Easy DKIM in Amazon SES). */
const tokens = [0, 1, 2] as const;

/**
 * What the domain tells receivers: the keys that sign its mail (DKIM), the servers that send for its MAIL FROM domain (SPF, RFC 7208), and what to do with the rest
 * (DMARC, RFC 7489).
 */
export class MailRecords extends Construct {
  /** By what they are for. */
  readonly nodes: { readonly dkim: readonly Route53Record[]; readonly dmarc: Route53Record };
  /** What SES looks for before it sends from the MAIL FROM domain. */
  readonly mailFrom: readonly Route53Record[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MailRecordsProps,
  ) {
    super(scope, id);
    const { domain, mailFrom, region } = props;
    // SES developer guide, Using a custom MAIL FROM domain.
    this.mailFrom = [
      this.add('mail-from-mx', mailFrom, 'MX', `10 feedback-smtp.${region}.amazonses.com`),
      this.add('mail-from-spf', mailFrom, 'TXT', 'v=spf1 include:amazonses.com -all'),
    ];
    this.nodes = { dkim: tokens.map((token) => this.addDkim(token)), dmarc: this.addDmarc(`_dmarc.${domain}`) };
  }

  private addDkim(number: number): Route53Record {
    const { identity, domain, region } = this.props;
    const token = `\${${identity.fqn}.dkim_signing_attributes[0].tokens[${number}]}`;
    return this.add(`dkim-${number + 1}`, `${token}._domainkey.${domain}`, 'CNAME', `${token}.${dkimDomain(region)}`);
  }

  /** Alignment is relaxed: the MAIL FROM domain is below the one that people see. */
  private addDmarc(name: string): Route53Record {
    const { dmarc, dmarcEnforcement } = this.props;
    const record = this.add('dmarc', name, 'TXT', '');
    const policy = isOn(record, 'dmarc_enforcement', dmarcEnforcement) ? (dmarc.policy ?? 'quarantine') : 'none';
    const reports = dmarc.reportsTo ? [`rua=mailto:${dmarc.reportsTo}`] : [];
    record.records = [['v=DMARC1', `p=${policy}`, `sp=${policy}`, 'adkim=r', 'aspf=r', ...reports].join('; ')];
    return record;
  }

  private add(id: string, name: string, type: string, record: string): Route53Record {
    return new Route53Record(this, id, { zoneId: this.props.zoneId, name, type, ttl: 3600, records: [record] });
  }
}
