import { z } from 'zod';
import { domain, isDomain } from './domain';
import { fields, list, named, oneOf, protection, text } from './field';

const certificate = fields({
  /**
   * The domains that it is for, in the public zone; the first has 64 characters or less. Up to 10: ACM's quota, which AWS raises on request.
   * Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
   */
  names: list(
    text('a domain such as shop.example.com or *.shop.example.com, in lower case', (value) =>
      isDomain(value.replace(/^\*\./, '')),
    ),
    'domains',
    1,
    10,
  ),
  /**
   * What shows it: `balancer`, in the environment's region, where API Gateway has it from as well; `distribution`, in us-east-1, where CloudFront looks for it; or both.
   * Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html
   */
  usedBy: list(oneOf(['balancer', 'distribution']), 'users of a certificate', 1, 2),
});

/** Domains and certificates; `none` where the environment has no name of its own. */
export const dns = z.union(
  [
    z.literal('none'),
    fields({
      /** The domain of the environment on the internet, which its parent delegates to it: `shop.example.com`. */
      publicZone: domain,
      /** The domain that exists in its network alone, `prod.internal`; or `none`. */
      privateZone: text('a domain such as prod.internal, or "none"', (value) => value === 'none' || isDomain(value)),
      /**
       * Whether Route 53 signs the public zone. Resolvers check signatures once the parent zone has the DS record.
       * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html
       */
      dnssec: protection(),
      /** Whether Terraform refuses to destroy the public zone: one made again has other name servers, and has to be delegated again. */
      deletionProtection: protection(),
      /** Its certificates by name: 1 to 21 of a-z, 0-9 and single hyphens. */
      certificates: named('certificates', certificate),
    }),
  ],
  { error: () => '"none" or an object of publicZone, privateZone, dnssec, deletionProtection, certificates' },
);
