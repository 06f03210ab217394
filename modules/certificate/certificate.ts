import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { assertProp, checkProps, list, matching, oneOf, optional, satisfying, type Description } from '../props';
import { certificateName, isInZone } from '../zone/domain-name';
import type { CertificateRef } from './certificate-ref';
import { domainOf, DomainValidation } from './domain-validation';

export interface CertificateProps {
  /** Its name in the console, and the start of its alarm's: `prod-web`. */
  readonly name: string;
  /**
   * The domains that it is for, 1 to 10 in the zone of `validation`, the first of 64 characters at most. Another list is another certificate; ACM refuses
   * to delete the old one while a balancer or distribution shows it.
   */
  readonly names: readonly string[];
  /** How ACM sees that the domains are ours; shared by all certificates of a zone, in every region. */
  readonly validation: DomainValidation;
  /** Told when it nears its end without having been renewed: a topic in the certificate's region. */
  readonly topic: TopicRef;
  /**
   * RSA is understood by every client, an elliptic curve is faster.
   * @default 'RSA_2048'
   */
  readonly keyAlgorithm?: 'RSA_2048' | 'EC_prime256v1' | 'EC_secp384r1';
}

const source = 'ACM API reference, RequestCertificate';

const certificateProps: Description<CertificateProps> = {
  name: matching(/^[\w-]{1,64}$/, '1 to 64 letters, digits, _ and -', { structure: true }),
  // AWS raises its quota of ten on request (ACM user guide, Quotas).
  names: list('names', certificateName, { min: 1, max: 10, source }),
  validation: satisfying<DomainValidation>('a DomainValidation', (found) => found instanceof DomainValidation),
  topic: topicRef,
  keyAlgorithm: optional(oneOf(['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'], { source }), "'RSA_2048'"),
};

/** ACM reports that a public certificate nears its end from here on (ACM user guide, Amazon EventBridge support); it should have renewed it before. */
const renewedByDays = 30;

/**
 * A certificate of ACM for domains of one zone, renewed by ACM as long as the validation records exist. It is issued once the zone is delegated: until then
 * an apply waits.
 *
 * It is of one region: that of the balancer that shows it, or us-east-1 for CloudFront (`inRegion`).
 */
export class Certificate extends Construct implements CertificateRef {
  static readonly props = certificateProps;
  /** Known once it is issued: whoever uses it waits. */
  readonly certificateArn: string;
  readonly nodes: { readonly certificate: AcmCertificate; readonly issued: AcmCertificateValidation };

  /** @throws PropsError for a name that is none or is not in the zone, and for a first name that is too long. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CertificateProps,
  ) {
    super(scope, id);
    checkProps(this, certificateProps, props);
    this.checkNames();
    const { name, names, validation, keyAlgorithm = 'RSA_2048' } = props;
    const [domainName, ...others] = names;
    const certificate = new AcmCertificate(this, 'certificate', {
      domainName,
      ...(others.length > 0 && { subjectAlternativeNames: others }),
      validationMethod: 'DNS',
      keyAlgorithm,
      // One that is in use cannot be deleted.
      lifecycle: { createBeforeDestroy: true },
      tags: { Name: name },
    });
    const records = new Set(names.map((name) => validation.recordFor(name, certificate)));
    const issued = new AcmCertificateValidation(this, 'issued', {
      certificateArn: certificate.arn,
      validationRecordFqdns: Array.from(records, ({ fqdn }) => fqdn),
    });
    this.nodes = { certificate, issued };
    this.certificateArn = issued.certificateArn;
    this.addAlarm();
  }

  private checkNames(): void {
    const { names, validation } = this.props;
    const first = names[0] ?? '';
    assertProp(this, 'names[0]', first.length <= 64, 'a first name of 64 characters or less', first);
    const { zoneName } = validation.zone;
    const outside = names.find((name) => !isInZone(domainOf(name), zoneName));
    assertProp(this, 'names', outside === undefined, `names in the zone ${zoneName}`, outside);
  }

  private addAlarm(): void {
    const { name, names, topic } = this.props;
    new MetricAlarm(this, 'expires', {
      name: `certificate-${name}-expires`,
      description: `The certificate of ${names[0] ?? name} ends within ${renewedByDays} days and ACM has not renewed it. Look first for its validation records: the CNAME of each domain, which starts with _, must resolve on the internet.`,
      metric: {
        namespace: 'AWS/CertificateManager',
        metricName: 'DaysToExpiry',
        dimensions: { CertificateArn: this.nodes.certificate.arn },
        statistic: 'Minimum',
        periodSeconds: 24 * 60 * 60,
      },
      threshold: renewedByDays,
      comparisonOperator: 'LessThanOrEqualToThreshold',
      evaluationPeriods: 1,
      topic,
    });
  }
}
