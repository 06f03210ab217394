import type { Change, Changes } from './change';

const off = { off: true, reason: 'made and destroyed with the environment' } as const;

/** An API of dev, to its containers. */
const tools = {
  host: 'api.shop-dev.example.com',
  certificate: 'api',
  authorizer: { off: true, reason: 'answers what anybody may read' },
  cors: 'none',
  throttling: { ratePerSecond: 50, burst: 100 },
  routes: { 'GET /catalogue': 'web' },
  deletionProtection: off,
} as const;

const certificate = { names: [tools.host], usedBy: ['balancer'] } as const;

/** What a change of a field of an API does, whose effect the row beside tells: in dev, with an API that has this value. */
function ofNew(field: keyof typeof tools, to: unknown, says: string): readonly Change[] {
  return [
    {
      ...{ in: 'dev', name: 'tools', to, title: 'of an API that is added', does: 'in place', says },
      with: { 'dns.certificates.api': certificate, 'apis.tools': { ...tools, [field]: to } },
    },
  ];
}

/** HTTP APIs. */
export const apis: Changes = {
  'apis.*': [
    {
      in: 'dev',
      name: 'tools',
      to: tools,
      title: 'an API more, to containers',
      with: { 'dns.certificates.api': certificate },
      does: 'in place',
      says: 'An administrator applies the account stack first: the boundary of CI has no rights to API Gateway without APIs. Its certificate is issued, then come the API with its domain, and, where it leads to containers or instances, a load balancer inside the network with a VPC link; ECS takes the second target group in place.',
    },
    {
      in: 'dev',
      name: 'tools',
      to: { ...tools, authorizer: 'users' },
      title: 'an API more, for users that are not there',
      with: { 'dns.certificates.api': certificate },
      does: 'refused',
      says: 'While users is "none".',
    },
  ],
  'apis.*.host': ofNew(
    'host',
    tools.host,
    'Of one that is there, another host replaces the domain and its record: clients of the old name are refused at once.',
  ),
  'apis.*.certificate': ofNew('certificate', 'api', 'Of one that is there, in place: new connections see the new one.'),
  'apis.*.authorizer': ofNew(
    'authorizer',
    tools.authorizer,
    'Of one that is there, its routes change in place and at once: with `users`, requests without a token are refused.',
  ),
  'apis.*.cors': ofNew(
    'cors',
    { hosts: ['shop-dev.example.com'] },
    'Of one that is there, in place; browsers keep the old answer for an hour.',
  ),
  'apis.*.throttling': ofNew('throttling', { ratePerSecond: 10, burst: 20 }, 'Of one that is there, in place.'),
  'apis.*.routes': ofNew(
    'routes',
    { 'GET /catalogue': 'web', 'GET /catalogue/{id}': 'web' },
    'Of one that is there, a route comes or goes at once; the first one to containers or instances brings the load balancer and the link.',
  ),
  'apis.*.deletionProtection': ofNew(
    'deletionProtection',
    'on',
    'Of one that is there, in place: AWS refuses to delete its load balancer from then on.',
  ),
};
