import type {
  CellView,
  Exposure,
  FlowView,
  GroupView,
  MatrixView,
  Named,
  NetworkView,
  SubnetView,
} from '../../../../review/reach/views';

const zones = ['a', 'b', 'c'];
const tiers = { public: 'public', private: 'private', data: 'isolated' } as const;

const named = (environment: string, type: string, label: string): Named => ({
  key: `${environment}-network/${type}.${label}`,
  type,
  address: `${type}.${label}`,
  constructPath: `${environment}-network/network/${label}`,
  label,
  place: { file: 'modules/network/index.ts', line: 40 },
});

function subnets(environment: string): readonly SubnetView[] {
  return Object.entries(tiers).flatMap(([tier, exposure], row) =>
    zones.map((zone, column) => ({
      ...named(environment, 'aws_subnet', `${tier}-${zone}`),
      cidrs: [`10.30.${row * 16 + column * 4}.0/22`],
      zone: `eu-west-1${zone}`,
      tier,
      exposure: exposure as Exposure,
      because: exposure === 'isolated' ? 'no route leaves the VPC' : '0.0.0.0/0 goes to a gateway',
      routeTable: `${environment}-network/aws_route_table.${tier}`,
      acl: `${environment}-network/aws_network_acl.${tier}`,
    })),
  );
}

export function network(environment: string): NetworkView {
  const all = subnets(environment);
  const of = (tier: string) => all.filter((subnet) => subnet.tier === tier).map(({ key }) => key);
  const member = (label: string, kind: string, tier: string, isDataTier = false) => ({
    ...named(environment, 'aws_thing', label),
    ...{ kind, isDataTier, subnets: of(tier), securityGroups: [label] },
    publicAddress: { has: tier === 'public' ? 'yes' : 'no', because: 'of its subnets' } as const,
  });
  return {
    environment,
    vpcs: [
      {
        ...named(environment, 'aws_vpc', 'network'),
        cidrs: ['10.30.0.0/16'],
        region: 'eu-west-1',
        zones: zones.map((zone) => `eu-west-1${zone}`),
        tiers: Object.entries(tiers).map(([name, exposure]) => ({ name, exposure, subnets: of(name) })),
        subnets: all,
        gateways: [
          { ...named(environment, 'aws_internet_gateway', 'igw'), kind: 'internet' },
          { ...named(environment, 'aws_nat_gateway', 'nat-a'), kind: 'nat', subnet: of('public')[0] },
        ],
        endpoints: [
          {
            ...named(environment, 'aws_vpc_endpoint', 's3'),
            kind: 'gateway',
            service: 's3',
            subnets: [],
            routeTables: ['x'],
          },
          ...['kms', 'logs', 'ssm'].map((service) => ({
            ...named(environment, 'aws_vpc_endpoint', service),
            ...{ kind: 'interface' as const, service, subnets: of('private'), routeTables: [] },
          })),
        ],
        acls: Object.keys(tiers).map((tier) => ({
          ...named(environment, 'aws_network_acl', tier),
          isDefault: false,
          subnets: of(tier),
          rules: [
            { number: 100, direction: 'ingress', action: 'allow', traffic: 'tcp 443', cidr: '10.30.0.0/16' },
            { number: 110, direction: 'egress', action: 'deny', traffic: 'all traffic', cidr: '0.0.0.0/0' },
          ],
        })),
        routeTables: Object.keys(tiers).map((tier) => ({
          ...named(environment, 'aws_route_table', tier),
          isMain: false,
          subnets: of(tier),
          routes: tier === 'data' ? [] : [{ destination: '0.0.0.0/0', target: `${tier} gateway` }],
        })),
        members: [
          member('shop', 'load balancer', 'public'),
          member('bastion', 'auto scaling group', 'private'),
          member('database-main', 'database', 'data', true),
          member('cache-main', 'cache', 'data', true),
        ],
      },
    ],
    links: [],
  };
}

export function reachability(environment: string): MatrixView {
  const group = (label: string, kind: string, isDataTier = false): GroupView => {
    const { key } = named(environment, 'aws_thing', label);
    return { id: key, label, kind, isDataTier, members: [key] };
  };
  const internet: GroupView = { id: 'internet', label: 'internet', kind: '', isDataTier: false, members: [] };
  const groups = [
    internet,
    group('shop', 'load balancer'),
    group('bastion', 'auto scaling group'),
    group('database-main', 'database', true),
    group('cache-main', 'cache', true),
  ];
  const open: Record<string, string> = {
    'internet shop': 'tcp 443',
    'bastion database-main': 'tcp 5432',
    'bastion cache-main': 'tcp 6379',
    'bastion internet': 'tcp 443',
    'shop bastion': '?tcp 8080',
  };
  const cells = groups.flatMap((from) =>
    groups.flatMap((to): CellView[] => {
      if (from === to) return [];
      const traffic = open[`${from.label} ${to.label}`];
      const verdict = traffic === undefined ? 'blocked' : traffic.startsWith('?') ? 'unknown' : 'reachable';
      const because = verdict === 'blocked' ? `no rule of ${to.label} lets ${from.label} in` : 'by a rule of its group';
      return [
        { from: from.id, to: to.id, verdict, ports: [], traffic: traffic?.replace('?', '') ?? 'nothing', because },
      ];
    }),
  );
  const count = (verdict: string) => cells.filter((cell) => cell.verdict === verdict).length;
  const pairs = { reachable: count('reachable'), unknown: count('unknown'), blocked: count('blocked'), notJudged: 0 };
  return { environment, groups, cells, pairs, notModelled: [], notRead: [] };
}

export function flows(environment: string): readonly FlowView[] {
  const flow = (group: string, direction: 'ingress' | 'egress', peer: string, traffic: string): FlowView => ({
    rule: named(environment, 'aws_vpc_security_group_ingress_rule', `${group}-${peer}`),
    group: { key: group, label: group },
    ...{ direction, peer, traffic, members: [group] },
    ...(peer !== '0.0.0.0/0' && { description: `${peer} and ${group} talk because they have to` }),
  });
  return [
    flow('database-main', 'ingress', 'bastion', 'tcp 5432'),
    flow('bastion', 'egress', 'database-main', 'tcp 5432'),
    flow('bastion', 'egress', '0.0.0.0/0', 'tcp 443'),
  ];
}
