import { dev } from '../../environments';
import { serverInstanceTypes, sizeOfServer } from '../../environments/aws/instance-types';
import { changed, problems, type Literal } from '../support/environments';
import { smallProd as prod, smallTest as testing } from '../support/small-prod';

function changedAll(literal: object, changes: Record<string, unknown>): Literal {
  return Object.entries(changes).reduce<Literal>((copy, [path, value]) => changed(copy, path, value), { ...literal });
}
const group = (field: string) => `clusterInstances.general.${field}`;
const { general } = testing.clusterInstances;

describe('instances of the cluster', () => {
  test.each<[law: string, changes: Record<string, unknown>, expected: string[]]>([
    [
      'are those that services run on',
      { 'services.partners.capacity': 'generl' },
      ['services.partners.capacity: expected a name of clusterInstances (nearest: general), found "generl"'],
    ],
    [
      'are there where a service runs on them',
      { clusterInstances: {} },
      ['services.partners.capacity: expected a name of clusterInstances, found "general"'],
    ],
    [
      'are as many at most as at least, and no more of them on demand',
      { [group('maxServers')]: 1 },
      [
        'clusterInstances.general.maxServers: expected minServers, 2, or more, found 1',
        'clusterInstances.general.onDemandServers: expected maxServers, 1, or less, found 2',
      ],
    ],
    [
      'are of several types for Spot',
      { [group('instanceTypes')]: ['t4g.small', 't4g.medium'] },
      [
        'clusterInstances.general.instanceTypes: expected three types or more, since spotPercent is not 0: of one type, all are taken back at once, found ["t4g.small","t4g.medium"]',
      ],
    ],
    [
      'have one processor',
      { [group('instanceTypes[1]')]: 't3.medium' },
      [
        'clusterInstances.general.instanceTypes[1]: expected a type of architecture ARM64, as the first is, found "t3.medium"',
      ],
    ],
    [
      'have the processor of the images of their services',
      { 'services.partners.architecture': 'X86_64' },
      [
        'services.partners.architecture: expected ARM64, which the types of clusterInstances.general have, found "X86_64"',
      ],
    ],
    [
      'have room for a task on the smallest of them',
      { 'services.partners.cpu': 2048, 'services.partners.memoryMb': 2048, [group('instanceTypes[2]')]: 'm7g.medium' },
      [
        'services.partners.memoryMb: expected less than the 2048 MiB that t4g.small, a type of clusterInstances.general, has, found 2048',
        'services.partners.cpu: expected 1024 CPU units or less, which m7g.medium, a type of clusterInstances.general, has, found 2048',
      ],
    ],
    [
      'reach ECS by endpoints, where they reach nothing else',
      {
        'network.interfaceEndpoints': testing.network.interfaceEndpoints.filter(
          (one) => one !== 'ecs-agent' && one !== 'ecs-telemetry',
        ),
      },
      [
        'clusterInstances.general.outbound: expected "internet", or network.interfaceEndpoints with ecs-agent, ecs-telemetry, which clusterInstances.general needs, found "endpoints"',
      ],
    ],
    [
      'have metrics of their disks',
      { 'network.interfaceEndpoints': testing.network.interfaceEndpoints.filter((one) => one !== 'monitoring') },
      [
        'services.office.outbound: expected "internet", or network.interfaceEndpoints with monitoring, which services.office needs, found "endpoints"',
        'clusterInstances.general.outbound: expected "internet", or network.interfaceEndpoints with monitoring, which clusterInstances.general needs, found "endpoints"',
      ],
    ],
    [
      'have names that neither services nor the bastion have',
      { clusterInstances: { general, office: general, bastion: general } },
      [
        'clusterInstances.office: expected a name other than that of services.office, found "office"',
        'clusterInstances.bastion: expected a name other than that of the bastion, found "bastion"',
      ],
    ],
  ])('%s', (_, changes, expected) => {
    expect(problems({ test: changedAll(testing, changes) })).toEqual(
      expected.map((line) => `environments/test.ts: ${line}`),
    );
  });

  test('take a size that Fargate does not have', () => {
    const odd = (service: string) => ({ [`services.${service}.cpu`]: 700, [`services.${service}.memoryMb`]: 900 });
    expect(problems({ test: changedAll(testing, odd('partners')) })).toEqual([]);
    expect(problems({ test: changedAll(testing, odd('web')) })).toEqual([
      'environments/test.ts: services.web.cpu: expected 256, 512, 1024, 2048, 4096, 8192 or 16384 CPU units, found 700',
    ]);
  });

  test('do not go to the internet where there is no NAT gateway', () => {
    const closed = {
      ...{ 'network.natGateways': 'none', [group('outbound')]: 'internet' },
      // It could verify no tokens then.
      ...{ 'services.accounts.users': 'none', 'services.accounts.outbound': 'endpoints' },
    };
    expect(problems({ test: changedAll(testing, closed) })).toEqual([
      'environments/test.ts: clusterInstances.general.outbound: expected "endpoints", since natGateways is "none": no server has a public address, found "internet"',
    ]);
  });

  test('are two at least where an outage hurts', () => {
    const changes = {
      criticality: 'high',
      ...{ 'services.office.minServers': 2, 'services.office.maxServers': 4 },
      [group('minServers')]: 1,
    };
    expect(problems({ test: changedAll(testing, changes) })).toEqual([
      'environments/test.ts: clusterInstances.general.minServers: expected 2 or more, since criticality is high: one server is in one zone, found 1',
    ]);
    expect(problems({ test: changed(testing, group('minServers'), 0) })).toEqual([]);
  });

  test('span zones, of which there are two', () => {
    const alone = {
      ...{ balancer: 'none', edge: 'none', databases: {}, caches: {}, services: {}, flows: [] },
      ...{ mail: 'none', users: 'none', secrets: {} },
      'network.zones': ['eu-west-2a'],
    };
    expect(problems({ test: changedAll(testing, alone) })).toEqual([
      'environments/test.ts: network.zones: expected two zones or more, since clusterInstances.general spans two, found ["eu-west-2a"]',
    ]);
  });

  test('are of no environment whose name capacity providers cannot have in front', () => {
    const named = (clusterInstances: object) =>
      problems({ ecstest: { ...dev, name: 'ecstest', clusterInstances } }).filter((line) => line.includes(': name: '));
    expect(
      named({ general: { ...general, outbound: 'internet' }, large: { ...general, outbound: 'internet' } }),
    ).toEqual([
      'environments/ecstest.ts: name: expected a name without ecs in front, which capacity providers cannot have, found "ecstest"',
    ]);
    expect(named({})).toEqual([]);
  });

  test('protect a more critical environment no less', () => {
    const weaker = { ...prod, clusterInstances: { general: { ...general, onDemandServers: 1, outbound: 'internet' } } };
    expect(problems({ test: testing, prod: weaker })).toEqual([
      'environments/prod.ts: clusterInstances.general.onDemandServers: expected 2 or more, as the less critical environments/test.ts has, found 1',
      'environments/prod.ts: clusterInstances.general.outbound: expected "endpoints", as the less critical environments/test.ts has, found "internet"',
    ]);
  });
});

describe('a service on instances of the cluster', () => {
  test('leaves images and logs to them, and has endpoints for a shell', () => {
    const without = (services: string[]) => ({
      [group('outbound')]: 'internet',
      ...{ 'services.web.outbound': 'internet', 'services.office.outbound': 'internet' },
      ...{ 'services.worker.outbound': 'internet', 'services.bounces.outbound': 'internet' },
      ...{ bastion: { ...testing.bastion, sshFromCidrs: ['203.0.113.0/24'] } },
      'network.interfaceEndpoints': testing.network.interfaceEndpoints.filter((one) => !services.includes(one)),
    });
    expect(problems({ test: changedAll(testing, without(['ecr.api', 'ecr.dkr', 'logs'])) })).toEqual([]);
    const shell = changed(testing, 'services.partners.exec', 'on');
    expect(problems({ test: changedAll(shell, without(['ssmmessages'])) })).toEqual([
      'environments/test.ts: services.partners.outbound: expected "internet", or network.interfaceEndpoints with ssmmessages, which services.partners needs, found "endpoints"',
    ]);
  });

  test('may be called by others, as on Fargate', () => {
    const api = { ...testing.services.partners, hosts: {} };
    expect(
      problems({ test: changedAll(testing, { 'services.api': api, 'services.partners.calls': ['api'] }) }),
    ).toEqual([]);
  });
});

describe('sizes of servers', () => {
  // EC2 DescribeInstanceTypes, as recorded in moto 5.2.1.
  test.each<[type: string, vcpus: number, memoryMb: number]>([
    ...([
      ['t3.nano', 2, 512],
      ['t3a.small', 2, 2048],
      ['t4g.medium', 2, 4096],
      ['t4g.2xlarge', 8, 32_768],
    ] as const),
    ...([
      ['m7g.medium', 1, 4096],
      ['m7i.48xlarge', 192, 786_432],
      ['c7g.large', 2, 4096],
    ] as const),
    ...([
      ['c6i.32xlarge', 128, 262_144],
      ['r8g.medium', 1, 8192],
      ['r6g.12xlarge', 48, 393_216],
    ] as const),
  ] as [string, number, number][])('%s has %d vCPUs and %d MiB', (type, vcpus, memoryMb) => {
    expect(sizeOfServer(type)).toEqual({ vcpus, memoryMb });
  });

  test('are known of each type that there may be, and of no other', () => {
    expect(serverInstanceTypes.filter((type) => !sizeOfServer(type))).toEqual([]);
    expect(['mac2.metal', 'm7g', 'constructor', ''].map(sizeOfServer)).toEqual(Array(4).fill(undefined));
  });
});
