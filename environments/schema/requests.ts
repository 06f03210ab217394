import { z } from 'zod';
import { newBucket } from './bucket-name';
import { domain } from './domain';
import { fields, list, matching, nameOf, oneOf, protection, wholeNumber } from './field';

/** What requests are matched by: `/api/*`. */
export const pathPattern = matching(
  /^(?=.{1,128}$)\/[\w\-.$/~"'@:+&*?]*$/,
  'a path such as /* or /api/*, 1 to 128 letters, digits and _-.$/~"\'@:+&*?',
);

/** A web ACL in front of what the internet reaches. */
export const firewall = fields({
  /** Whether its rules block; off, they only count, as a rule should before it first blocks. */
  blocking: protection(),
  /**
   * Requests of one address within five minutes, 10 to 2,000,000,000; more of them are blocked.
   * Source: https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
   */
  requestsPer5Minutes: wholeNumber('requests', 10, 2_000_000_000),
});

export const firewallOrNone = z.union([z.literal('none'), firewall], {
  error: () => '"none" or an object of blocking, requestsPer5Minutes',
});

/** The load balancer, or `none` where no service answers requests. */
export const balancer = z.union(
  [
    z.literal('none'),
    fields({
      /** Who may open connections to it: `internet`, everybody; `cloudfront`, the distribution of `edge` alone. */
      reachedFrom: oneOf(['internet', 'cloudfront']),
      /** Its addresses: `ipv4`, or `dualstack` with IPv6 too, where `network.ipv6` is on and the internet reaches it. */
      ipAddressType: oneOf(['ipv4', 'dualstack']),
      /** The certificate of `dns.certificates` that it shows. */
      certificate: nameOf('a certificate of dns.certificates'),
      /** Its web ACL, which it needs when the internet reaches it; `none` behind a distribution that has one. */
      firewall: firewallOrNone,
      /** Whether AWS refuses to delete it. */
      deletionProtection: protection(),
    }),
  ],
  { error: () => '"none" or an object of reachedFrom, ipAddressType, certificate, firewall, deletionProtection' },
);

/** The distribution in front of the environment, or `none`. */
export const edge = z.union(
  [
    z.literal('none'),
    fields({
      /** The hosts that it answers to, 1 to 100, in the public zone. */
      hosts: list(domain, 'hosts', 1, 100),
      /** The certificate of `dns.certificates` that it shows. */
      certificate: nameOf('a certificate of dns.certificates'),
      /** Static files that answer for all paths but `dynamicPaths`; or `none`: the balancer answers for everything. */
      site: z.union(
        [
          z.literal('none'),
          fields({
            /** The bucket of its files, unique in all of AWS. */
            bucket: newBucket,
            /** `folders`: `/about/` is `/about/index.html`. `single-page`: paths without a dot are `/index.html`. `as-is`: only `/` is. */
            paths: oneOf(['folders', 'single-page', 'as-is']),
            /** What the balancer answers, 0 to 24 path patterns: `/api/*`. None: there are files alone. */
            dynamicPaths: list(pathPattern, 'path patterns', 0, 24),
            /** Whether Terraform refuses to destroy the bucket. */
            deletionProtection: protection(),
          }),
        ],
        { error: () => '"none" or an object of bucket, paths, dynamicPaths, deletionProtection' },
      ),
      /** Its web ACL. */
      firewall,
      /** From where it is served: `PriceClass_100`, Europe and North America; `PriceClass_200`, also Asia, Africa and the Middle East; `PriceClass_All`. */
      priceClass: oneOf(['PriceClass_100', 'PriceClass_200', 'PriceClass_All']),
    }),
  ],
  { error: () => '"none" or an object of hosts, certificate, site, firewall, priceClass' },
);
