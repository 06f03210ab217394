import { CognitoUserPoolDomain } from '@cdktf/provider-aws/lib/cognito-user-pool-domain';
import { Construct } from 'constructs';
import type { CertificateRef } from '../certificate/certificate-ref';
import { flag, matching, object, optional, reference, union, type Prop } from '../props';
import { domainName } from '../zone/domain-name';
import { DnsRecord } from '../zone/dns-record';
import { zoneRef, type ZoneRef } from '../zone/zone-ref';

/** Where people sign in: a domain of one's own, or a name below that of Cognito. */
export type LoginDomain = OwnDomain | PrefixDomain;

interface LoginPages {
  /**
   * Whether the pages are managed login, which passkeys need. Each client then needs a branding style, which Terraform's provider 5 cannot make.
   * @default false: the classic pages
   */
  readonly managedLogin?: boolean;
}

export interface OwnDomain extends LoginPages {
  /** In the zone: `auth.shop.example.com`. The domain above it must resolve to an address first. */
  readonly name: string;
  readonly zone: ZoneRef;
  /** For the name, in us-east-1: the domain is a distribution of CloudFront. */
  readonly certificate: CertificateRef;
}

export interface PrefixDomain extends LoginPages {
  /** `prod-shop` for `prod-shop.auth.<region>.amazoncognito.com`, unique in the region. */
  readonly prefix: string;
}

const source = 'Cognito API reference, CreateUserPoolDomain';
const managedLogin = optional(flag(), 'false: the classic pages');

export const loginDomain: Prop<LoginDomain> = union<LoginDomain>('a domain', {
  name: object<OwnDomain>({
    name: domainName,
    zone: zoneRef,
    // Of us-east-1, not of the region of the pool.
    certificate: reference<CertificateRef>('a certificate in us-east-1', {
      certificateArn: matching(
        /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
        'the ARN of a certificate in us-east-1',
        {
          source,
        },
      ),
    }),
    managedLogin,
  }),
  prefix: object<PrefixDomain>({
    prefix: matching(
      /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      'up to 63 of a-z, 0-9 and - between them, without aws, amazon and cognito',
      { structure: true, source },
    ),
    managedLogin,
  }),
});

/** The name in URLs. */
export function hostOf(domain: LoginDomain, region: string): string {
  return 'prefix' in domain ? `${domain.prefix}.auth.${region}.amazoncognito.com` : domain.name;
}

/** The domain of a user pool, and its record. */
export class Domain extends Construct {
  /** What a load balancer calls the domain; who uses it waits for it. */
  readonly domain: string;
  readonly nodes: { readonly domain: CognitoUserPoolDomain; readonly record?: DnsRecord };

  constructor(
    scope: Construct,
    id: string,
    {
      domain,
      userPoolId,
      region,
    }: { readonly domain: LoginDomain; readonly userPoolId: string; readonly region: string },
  ) {
    super(scope, id);
    const node = new CognitoUserPoolDomain(this, 'domain', {
      userPoolId,
      managedLoginVersion: domain.managedLogin ? 2 : 1,
      ...('prefix' in domain
        ? { domain: domain.prefix }
        : { domain: domain.name, certificateArn: domain.certificate.certificateArn }),
    });
    this.domain = node.domain;
    if ('prefix' in domain) {
      this.nodes = { domain: node };
      return;
    }
    const record = new DnsRecord(this, 'record', {
      ...{ zone: domain.zone, name: domain.name, type: 'A', routing: { latency: region } },
      target: { distribution: { domainName: node.cloudfrontDistribution } },
    });
    this.nodes = { domain: node, record };
  }
}
