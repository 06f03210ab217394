import type { Value } from '../model/value';

/** The lists of the addresses from which CloudFront asks origins, of IPv4 and of IPv6 (VPC user guide, AWS-managed prefix lists). */
export const isCloudFrontList = (name: Value | undefined): boolean =>
  typeof name === 'string' && /^com\.amazonaws\.global\.(ipv6\.)?cloudfront\.origin-facing$/.test(name);

/**
 * The ids of the IPv4 list, one for each region: the same table as `environments/aws/cloudfront-prefix-lists.ts`, which has the source. A test compares them.
 */
export const cloudFrontPrefixLists: ReadonlySet<string> = new Set([
  'pl-58a04531',
  'pl-22a6434b',
  'pl-9aa247f3',
  'pl-31a34658',
  'pl-b8a742d1',
  'pl-38a64351',
  'pl-a3a144ca',
  'pl-fab65393',
  'pl-4fa04526',
  'pl-93a247fa',
  'pl-75b1541c',
  'pl-5da64334',
  'pl-3b927c52',
  'pl-b6a144df',
  'pl-4ea04527',
  'pl-82a045eb',
]);
