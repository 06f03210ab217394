import { either, matching, object, oneOf, union } from '../props';
import { originHeaderRef, type OriginHeaderRef } from './origin-header';

/** Who may open connections to a load balancer. */
export type ReachedFrom = 'internet' | 'none' | ReachedFromInternet | ReachedFromDistribution;

export interface ReachedFromInternet {
  readonly internet: {
    /** `dualstack`: over IPv6 too, in a network that has it. Targets are asked over IPv4. It changes in place. */
    readonly ipAddressType: 'ipv4' | 'dualstack';
  };
}

export interface ReachedFromDistribution {
  readonly cloudfront: {
    /** AWS's prefix list of the addresses that CloudFront asks origins from, in this region: `pl-4fa04526` in eu-west-1. */
    readonly prefixListId: string;
    /** The header that tells this distribution from all others. */
    readonly header: OriginHeaderRef;
  };
}

export const reachedFrom = either<'internet' | 'none', ReachedFromInternet | ReachedFromDistribution>(
  oneOf(['internet', 'none']),
  union<ReachedFromInternet | ReachedFromDistribution>('who reaches it', {
    internet: object<ReachedFromInternet>({
      internet: object<ReachedFromInternet['internet']>({
        ipAddressType: oneOf(['ipv4', 'dualstack'], { structure: true }),
      }),
    }),
    cloudfront: object<ReachedFromDistribution>({
      cloudfront: object<ReachedFromDistribution['cloudfront']>({
        prefixListId: matching(/^pl-[0-9a-f]+$/, 'the id of a prefix list, such as pl-4fa04526'),
        header: originHeaderRef,
      }),
    }),
  }),
);

/** The tier that a balancer stands in. */
export const tierOf = (from: ReachedFrom) => (from === 'none' ? 'private' : 'public');

/** Whether everybody may open connections to it. */
export function isOpen(from: ReachedFrom): boolean {
  return from === 'internet' || (typeof from === 'object' && 'internet' in from);
}

/** The distribution that alone may. */
export function distributionOf(from: ReachedFrom): ReachedFromDistribution['cloudfront'] | undefined {
  return typeof from === 'object' && 'cloudfront' in from ? from.cloudfront : undefined;
}

/** The addresses that it answers on. */
export function ipAddressTypeOf(from: ReachedFrom): 'ipv4' | 'dualstack' {
  return typeof from === 'object' && 'internet' in from ? from.internet.ipAddressType : 'ipv4';
}
