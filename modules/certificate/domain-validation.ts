import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';
import { checkProps, satisfying, type Description } from '../props';
import { certificateName } from '../zone/domain-name';
import { zoneRef, type ZoneRef } from '../zone/zone-ref';

export interface DomainValidationProps {
  /** The public zone of the domains. */
  readonly zone: ZoneRef;
}

const domainValidationProps: Description<DomainValidationProps> = { zone: zoneRef };

const recordProps = {
  name: certificateName,
  certificate: satisfying<AcmCertificate>('a certificate', (found) => found instanceof AcmCertificate),
};

/**
 * The records in a zone by which ACM sees that a domain is ours, one for each domain whatever certificates name it: ACM asks an account for the same
 * record each time, in every region, so that a record of each certificate would be taken from the others when one goes.
 */
export class DomainValidation extends Construct {
  static readonly props = domainValidationProps;
  readonly zone: ZoneRef;
  private readonly records = new Map<string, Route53Record>();

  /** @throws PropsError for what is no zone. */
  constructor(scope: Construct, id: string, props: DomainValidationProps) {
    super(scope, id);
    checkProps(this, domainValidationProps, props);
    this.zone = props.zone;
  }

  /**
   * The record for a name of a certificate, made for the first certificate that has the domain. Its value is ACM's and known after apply; the domain is
   * known now, so that its address is constant and no record hangs on `for_each`.
   */
  recordFor(name: string, certificate: AcmCertificate): Route53Record {
    checkProps(this, recordProps, { name, certificate });
    const domain = domainOf(name);
    const existing = this.records.get(domain);
    if (existing) return existing;
    const options = `${certificate.terraformResourceType}.${certificate.friendlyUniqueId}.domain_validation_options`;
    const ofAcm = (member: string) => `\${one([for o in ${options} : o.${member} if o.domain_name == "${name}"])}`;
    const record = new Route53Record(this, domain, {
      zoneId: this.zone.zoneId,
      name: ofAcm('resource_record_name'),
      type: 'CNAME',
      records: [ofAcm('resource_record_value')],
      ttl: 300,
      // What an earlier certificate left is the same record.
      allowOverwrite: true,
    });
    this.records.set(domain, record);
    return record;
  }
}

/** The domain that is validated: `*.example.com` shares the record of `example.com`. */
export function domainOf(name: string): string {
  return name.replace(/^\*\./, '');
}
