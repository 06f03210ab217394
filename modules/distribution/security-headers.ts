import { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy';
import type { Construct } from 'constructs';
import { flag, object, optional, sentence } from '../props';

/** What browsers are told of every answer. */
export interface SecurityHeaders {
  /**
   * Where pages may load from, in the words of `Content-Security-Policy`.
   * @default "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
   */
  readonly contentSecurityPolicy?: string;
  /**
   * Whether the hosts may be on the lists that browsers ship with of who has HTTPS only. It takes months to leave them.
   * @default false
   */
  readonly hstsPreload?: boolean;
}

const strict = "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

export const securityHeaders = object<SecurityHeaders>({
  contentSecurityPolicy: optional(sentence('a Content-Security-Policy', { max: 1024 }), JSON.stringify(strict)),
  hstsPreload: optional(flag(), 'false'),
});

/** Two years, as the lists of browsers ask (hstspreload.org, Submission Requirements: one year or more). */
const hstsSeconds = 63_072_000;

/** Headers that answers have, whatever their origin says. */
export function securityHeadersPolicy(scope: Construct, name: string, headers: SecurityHeaders) {
  const { contentSecurityPolicy = strict, hstsPreload = false } = headers;
  const override = true;
  return new CloudfrontResponseHeadersPolicy(scope, 'security-headers', {
    name: `${name}-security`,
    comment: `Security headers of ${name}`,
    securityHeadersConfig: {
      strictTransportSecurity: {
        ...{ accessControlMaxAgeSec: hstsSeconds, includeSubdomains: true, preload: hstsPreload, override },
      },
      contentSecurityPolicy: { contentSecurityPolicy, override },
      contentTypeOptions: { override },
      frameOptions: { frameOption: 'DENY', override },
      referrerPolicy: { referrerPolicy: 'strict-origin-when-cross-origin', override },
    },
  });
}
