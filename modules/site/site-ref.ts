import { arn, matching, optional, reference } from '../props';

/** A static site that another module or stack made, as a distribution asks for it. */
export interface SiteRef {
  /** `<bucket>.s3.<region>.amazonaws.com`; never the bucket's website endpoint, which is public and without TLS. */
  readonly domainName: string;
  readonly originAccessControlId: string;
  /**
   * The function that turns what viewers ask for into names of objects.
   * @default none
   */
  readonly functionArn?: string;
}

export const siteRef = reference<SiteRef>('a site', {
  domainName: matching(/^[a-z0-9-]{3,63}\.s3\.[a-z0-9-]+\.amazonaws\.com$/, 'the regional domain of a bucket'),
  originAccessControlId: matching(/^[A-Z0-9]{8,32}$/, 'the id of an origin access control'),
  functionArn: optional(arn('a function of CloudFront', 'cloudfront', /^function\/[\w-]{1,64}$/), 'none'),
});
