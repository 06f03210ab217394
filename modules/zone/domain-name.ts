import { matching, text, type Prop } from '../props';

/** One label of a name: RFC 1035, section 2.3.4, and RFC 1123 on what a host name may have. */
const label = '(?!-)[a-z0-9-]{1,63}(?<!-)';
/** The last label has a letter, or it would be an address. */
const domain = new RegExp(`^(?=.{1,253}$)(${label}\\.)+(?!\\d+$)${label}$`);
const structure = { structure: true };

/** A domain in lower case, without the dot at its end: `shop.example.com`. */
export const domainName = matching(domain, 'a domain such as shop.example.com, in lower case', {
  ...structure,
  source: 'Route 53 developer guide, DNS domain name format',
});

/** The name of a record: also with underscores, as `_dmarc.example.com`. */
export const recordName = text(
  'a name such as www.example.com, in lower case',
  (name) => domain.test(name.replaceAll(/(^|\.)_+/g, '$1')) && name.length <= 253,
  { ...structure, source: 'Route 53 developer guide, DNS domain name format' },
);

/** A name that a certificate is for, also `*.shop.example.com`. */
export const certificateName: Prop<string> = text(
  'a domain such as shop.example.com or *.shop.example.com, in lower case',
  (name) => domain.test(name.replace(/^\*\./, '')) && name.length <= 253,
  { ...structure, source: 'ACM API reference, RequestCertificate, DomainName' },
);

/** Whether `name` is in the zone `zone`: the domain itself, or below it. */
export function isInZone(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
