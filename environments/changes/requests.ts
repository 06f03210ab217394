import { prod } from '../prod';
import type { Changes } from './change';
import { protectedInAws, unprotected } from './protection';

const { hosts } = prod.edge;

/** The balancer and the distribution. */
export const requests: Changes = {
  balancer: [
    {
      to: 'none',
      does: 'refused',
      says: 'While a service on containers or instances has a host, or a distribution asks it.',
    },
  ],
  'balancer.reachedFrom': [
    {
      to: 'internet',
      with: { 'balancer.firewall': { blocking: 'on', requestsPer5Minutes: 2000 } },
      does: 'refused',
      says: 'While a distribution asks it. Without one it opens to everybody at the apply, behind a web ACL of its own; hosts lead nowhere between the applies of service and edge.',
    },
  ],
  'balancer.ipAddressType': [
    {
      to: 'dualstack',
      does: 'refused',
      says: 'While network.ipv6 is not on, or a distribution asks it, which does so over IPv4.',
    },
    {
      in: 'dev',
      to: 'dualstack',
      with: { 'network.ipv6': 'on' },
      title: 'ipv4 → dualstack, in a network with IPv6',
      does: 'in place',
      says: 'It has IPv6 addresses beside those of IPv4, and each host a record of type AAAA. Connections that are open go on. Back again, records and addresses go; do that before IPv6 retires.',
    },
  ],
  'balancer.certificate': [
    {
      to: 'second',
      with: {
        'dns.certificates.second': {
          names: hosts,
          usedBy: ['balancer'],
        },
      },
      title: 'another certificate',
      does: 'adds',
      says: 'It is issued first. Then the listener in place: new connections see the new one, and those that are open go on.',
    },
  ],
  'balancer.firewall': [
    {
      in: 'dev',
      to: 'none',
      does: 'refused',
      says: 'While the internet reaches it.',
    },
  ],
  'balancer.firewall.blocking': [
    {
      in: 'dev',
      to: { off: true, reason: 'counts for a week before it blocks' },
      does: 'in place',
      says: 'Its rules count, and nothing is blocked, within a minute.',
    },
  ],
  'balancer.firewall.requestsPer5Minutes': [{ in: 'dev', to: 1000, does: 'in place', says: 'Within a minute.' }],
  'balancer.deletionProtection': [unprotected('AWS deletes it when it is asked to from then on.'), protectedInAws],
  edge: [
    {
      to: 'none',
      does: 'refused',
      says: 'While the balancer is reached from CloudFront alone, or a site has its files. Let the internet reach the balancer first.',
    },
  ],
  'edge.hosts': [
    {
      to: [...hosts, 'help.shop.example.com'],
      with: {
        'dns.certificates.*.names': [...hosts, 'help.shop.example.com'],
        'services.*.hosts': { 'shop.example.com': '/*', 'www.shop.example.com': '/*', 'help.shop.example.com': '/*' },
      },
      title: 'a host more, of a service',
      does: 'replaces',
      says: 'The certificate gets the name, the new one first; then the distribution and its records. Edge locations have it within minutes.',
    },
  ],
  'edge.certificate': [
    {
      to: 'second',
      with: {
        'dns.certificates.second': {
          names: hosts,
          usedBy: ['distribution'],
        },
      },
      title: 'another certificate',
      does: 'adds',
      says: 'It is issued first. Then the distribution in place: edge locations show the new one within minutes.',
    },
  ],
  'edge.site': [
    {
      to: 'none',
      destroys: ['aws_s3_bucket', 'aws_kms_key'],
      does: 'removes',
      says: 'The gate of the review closes (`change/data-stores-retained`). The balancer then answers for every path, and the bucket goes with its key: empty it first, since S3 refuses to delete it while it holds an object, and the apply stops there with its settings gone.',
    },
  ],
  'edge.site.bucket': [
    {
      to: 'example-terrace-prod-other-site',
      does: 'refused',
      says: 'A bucket cannot be renamed: Terraform refuses to replace a protected one.',
    },
  ],
  'edge.site.paths': [
    {
      to: 'single-page',
      does: 'in place',
      says: 'The function of the distribution changes, in edge locations within minutes.',
    },
  ],
  'edge.site.dynamicPaths': [
    {
      to: ['/api/*', '/orders/*'],
      does: 'in place',
      says: 'The balancer answers for the new paths, where a service does, within minutes.',
    },
  ],
  'edge.site.deletionProtection': [
    unprotected('Terraform would destroy it from then on. AWS refuses while it holds an object.'),
  ],
  'edge.firewall.blocking': [
    {
      to: { off: true, reason: 'counts for a week before it blocks' },
      does: 'refused',
      says: 'While a less critical environment blocks.',
    },
    {
      to: { off: true, reason: 'counts for a week before it blocks' },
      alone: true,
      does: 'in place',
      says: 'Its rules count, and nothing is blocked, within minutes.',
    },
  ],
  'edge.firewall.requestsPer5Minutes': [{ to: 1000, does: 'in place', says: 'Within minutes.' }],
  'edge.priceClass': [{ to: 'PriceClass_All', does: 'in place', says: 'More edge locations answer, within minutes.' }],
};
