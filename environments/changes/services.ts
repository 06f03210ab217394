import { prod } from '../prod';
import { accelerator } from './accelerators';
import { cluster } from './clusters';
import type { Change, Changes } from './change';
import { queue } from './messaging';
import { clientOfBalancer } from './people';

const tasks = 'A revision of the task definition: ECS starts new tasks and then drains the old ones.';
const servers =
  'A version of the launch template: servers are replaced a few at a time, each once its successor answers.';
const oneServer = 'The server is replaced and away for minutes; its disk and its address stay.';
const scaling = 'Scaling follows within minutes.';
const bySchedules =
  'While schedules have other bounds: the last of them set what the group has, and a plan does not take it back. Change those of the schedules. Without schedules, in place.';
const nextTime = 'From the next time on.';

type Runtime = 'containers' | 'instances' | 'server';
const places = { containers: {}, instances: { name: 'office' }, server: { in: 'dev', name: 'office' } } as const;

/** A change of a service that runs on this. */
function on(runtime: Runtime, change: Change): Change {
  return { ...change, ...places[runtime], on: runtime };
}

/** A field that every runtime has. */
function each(
  change: Omit<Change, 'does' | 'says'>,
  does: Readonly<Record<Runtime, Pick<Change, 'does' | 'says'> & Partial<Change>>>,
): readonly Change[] {
  return (['containers', 'instances', 'server'] as const).map((runtime) =>
    on(runtime, { ...change, ...does[runtime] }),
  );
}

const newTasks = { does: 'replaces', says: tasks } as const;
const newServers = { does: 'in place', says: servers } as const;
const newServer = { does: 'in place', says: oneServer } as const;

/** Instances of the cluster, as dev would have them. */
const general = {
  instanceTypes: ['t4g.small', 't4g.medium', 'm7g.medium'],
  minServers: 1,
  maxServers: 4,
  onDemandServers: 1,
  spotPercent: 50,
  outbound: 'internet',
};

/** A copy of the collector, which was pushed by hand. */
const tracing = { collector: { repository: 'collector', tag: 'v0.43.3' }, deletionProtection: 'on' };

/** Source: Amazon EC2 Auto Scaling API reference, InstancesDistribution. */
const shares = (servers: string) =>
  `Auto Scaling replaces ${servers} a few at a time until the shares are right, the new ones first.`;

/** Services, and the instances of the cluster. */
export const services: Changes = {
  'clusterInstances.*': [
    {
      in: 'dev',
      name: 'general',
      to: general,
      title: 'a group more',
      does: 'in place',
      says: 'Its instances start and join the cluster, which has one capacity provider more; tasks run on them once a service names the group.',
    },
    {
      to: undefined,
      title: 'a group less',
      does: 'refused',
      says: 'While a service runs on it. It goes in a later apply than the last service on it: before, ECS refuses.',
    },
  ],
  'clusterInstances.*.instanceTypes': [
    {
      to: ['t4g.medium', 'm7g.medium', 'm7g.large'],
      does: 'in place',
      says: 'For instances that start from then on; the others stay until ECS needs them no more. Tasks have to fit the smallest.',
    },
  ],
  'clusterInstances.*.minServers': [{ to: 4, does: 'in place', says: 'Instances are added at once.' }],
  'clusterInstances.*.maxServers': [{ to: 12, does: 'in place', says: 'At once, for the next scaling.' }],
  'clusterInstances.*.onDemandServers': [{ to: 4, does: 'in place', says: shares('instances') }],
  'clusterInstances.*.spotPercent': [{ to: 30, does: 'in place', says: shares('instances') }],
  'clusterInstances.*.outbound': [
    {
      to: 'internet',
      does: 'refused',
      says: 'While a less critical environment has endpoints alone. Else in place: the rules of their security group, at once.',
    },
  ],
  'services.*': [
    {
      name: 'partners',
      to: undefined,
      title: 'a service less',
      does: 'refused',
      says: 'While the distribution has its hosts, or a flow names it: take them out in the same change. Then it stops at once; what it wrote stays.',
    },
    {
      in: 'dev',
      name: 'office',
      to: undefined,
      on: 'server',
      title: 'a service less, and its flows',
      with: { flows: [] },
      destroys: ['aws_backup_vault', 'aws_cloudwatch_log_group', 'aws_ebs_volume', 'aws_kms_key'],
      does: 'removes',
      says: 'It stops, and its name leads nowhere. Its disk goes where it is not protected; its users in databases and caches go, what it wrote there stays.',
    },
  ],
  'services.*.runtime': [
    {
      to: 'server',
      does: 'refused',
      says: 'The fields of the other runtime are named. With them it is a change of its own for each service: docs/guides/run-your-application.md.',
    },
  ],
  'services.*.image': [
    on('containers', {
      to: 'second',
      with: { 'imageRepositories.second': { keptImages: 10 } },
      title: 'another repository, with this',
      does: 'adds',
      says: 'The repository first, then a revision of the task definition with new tasks. Push its first image before: until then the deployment fails and goes back.',
    }),
  ],
  'services.*.hosts': [
    on('containers', {
      to: { 'shop.example.com': '/*' },
      with: {
        'edge.hosts': prod.edge.hosts.filter((host) => host !== 'www.shop.example.com'),
        'services.accounts.hosts': { 'shop.example.com': '/api/sign*' },
        'users.clients.shop.hosts': ['shop.example.com'],
      },
      title: 'a host less',
      does: 'removes',
      says: 'The listener rule at once: the host is answered by 404, and its path by the next rule that matches.',
    }),
  ],
  'services.*.port': each(
    {
      to: 8081,
      with: { flows: [] },
      title: '8080 → 8081',
    },
    {
      containers: {
        does: 'removes',
        says: 'A target group more, the listener then sends requests there, and the old one goes, with the rules of the old port; new tasks. An image that listens on PORT follows. Requests may fail for the minutes in between.',
      },
      instances: {
        does: 'removes',
        says: 'A target group more, the listener then sends requests there, and the old one goes, with the rules of the old port; servers are replaced a few at a time. Requests may fail for the minutes in between.',
      },
      server: newServer,
    },
  ),
  'services.*.healthCheckPath': each(
    { to: '/healthz' },
    {
      containers: { does: 'in place', says: 'At once, for the balancer.' },
      instances: { does: 'in place', says: `At once for the balancer. ${servers}` },
      server: newServer,
    },
  ),
  'services.*.architecture': [
    on('containers', { to: 'X86_64', does: 'replaces', says: `${tasks} Push images for both before.` }),
    on('instances', {
      to: 'X86_64',
      does: 'refused',
      says: 'The instance types are of one architecture: change them with it.',
    }),
  ],
  'services.*.databases': each(
    { to: [], with: { flows: [] }, title: 'none' },
    {
      containers: {
        does: 'removes',
        says: `The role may no longer log in, and the network no longer lets it through, at once. ${tasks}`,
      },
      instances: {
        does: 'removes',
        says: `The role may no longer log in, and the network no longer lets it through, at once. ${servers}`,
      },
      server: {
        does: 'removes',
        says: `The role may no longer log in, and the network no longer lets it through, at once. ${oneServer}`,
      },
    },
  ),
  'services.*.clusters': [
    on('containers', {
      to: ['orders'],
      with: { 'clusters.orders': cluster },
      title: 'a cluster more, with this',
      does: 'adds',
      says: `Its role may log in, and the network lets it through, at once. ${tasks} Its user is made in SQL, by an operator.`,
    }),
  ],
  'services.*.caches': [
    on('containers', {
      to: [],
      with: { flows: [] },
      title: 'none',
      does: 'removes',
      says: `Its user leaves the cache, at once. ${tasks}`,
    }),
  ],
  'services.*.tables': [
    on('containers', {
      to: { sessions: ['read'] },
      does: 'removes',
      says: 'The policy of its role, at once, for one that reads alone.',
    }),
    on('containers', {
      to: { sessions: { leadingKeys: ['session#*'] } },
      does: 'removes',
      says: 'The policy of its role, at once, for one of the items of these keys: requests for others, scans and queries of global indexes are refused.',
    }),
    on('containers', {
      to: {},
      title: 'none',
      with: { flows: [] },
      does: 'removes',
      says: `The role may no longer read and write it, at once. ${tasks}`,
    }),
  ],
  'services.*.accelerators': [
    on('containers', {
      to: { receipts: ['read'] },
      with: { 'accelerators.receipts': accelerator },
      title: 'an accelerator, with this',
      does: 'in place',
      says: `The accelerator first. Then its role may read by it, it reaches it, and it is told where it is. ${tasks}`,
    }),
  ],
  'services.*.fileSystems': [
    on('containers', {
      to: { receipts: { accessPoint: 'receipts', access: 'read-write' } },
      title: 'to write as well',
      does: 'replaces',
      says: `The policy of its role. ${tasks}`,
    }),
    on('containers', {
      name: 'accounts',
      to: { receipts: { accessPoint: 'receipts', access: 'read' } },
      title: 'one more',
      does: 'replaces',
      says: `Its role may mount it, it reaches it, and it is told where. ${tasks}`,
    }),
  ],
  'services.*.secrets': [
    on('containers', {
      to: [],
      title: 'none, of a secret that nobody else reads',
      does: 'refused',
      says: 'Take it out of `secrets` as well.',
    }),
    on('containers', {
      name: 'accounts',
      to: ['carrier-webhook'],
      title: 'a secret, by another service',
      does: 'replaces',
      says: `The policy of the secret first, in \`data\`: it denies its value to roles that it does not name. ${tasks}`,
    }),
  ],
  'services.*.buckets': [
    on('containers', {
      to: { uploads: ['read'] },
      does: 'removes',
      says: 'The policy of its role, at once.',
    }),
  ],
  'services.*.queues': [
    on('containers', {
      to: ['orders'],
      title: 'a queue more',
      does: 'replaces',
      says: `Its role may send, at once. ${tasks}`,
    }),
  ],
  'services.*.topics': [
    on('containers', {
      to: [],
      title: 'none',
      does: 'removes',
      says: `Its role may no longer publish, at once. ${tasks}`,
    }),
  ],
  'services.*.eventSources': [
    on('containers', {
      in: 'dev',
      to: [],
      title: 'none',
      does: 'removes',
      says: `Its role may no longer put events, at once. ${tasks}`,
    }),
  ],
  'services.*.consumes': [
    on('containers', {
      name: 'worker',
      to: 'none',
      with: { 'services.worker.minTasks': 2 },
      title: 'none, and two tasks at least',
      does: 'removes',
      says: `Its role may no longer take messages, at once; its tasks scale by CPU and memory. ${tasks}`,
    }),
  ],
  'services.*.consumes.queue': [
    on('containers', {
      name: 'worker',
      to: 'mails',
      with: {
        'queues.mails': queue,
      },
      title: 'another queue, with this',
      does: 'adds',
      says: `The queue first. Then its role may take messages of that one alone, at once; what is in the first one waits. ${tasks}`,
    }),
  ],
  'services.*.consumes.secondsPerMessage': [
    on('containers', { name: 'worker', to: 5, does: 'in place', says: scaling }),
  ],
  'services.*.consumes.withinSeconds': [on('containers', { name: 'worker', to: 300, does: 'in place', says: scaling })],
  'services.*.command': [
    on('containers', { to: ['src/main.js'], does: 'replaces', says: `${tasks} The image has to have it.` }),
  ],
  'services.*.sendsFrom': [
    on('containers', {
      in: 'dev',
      name: 'worker',
      to: ['orders@shop-dev.example.com', 'news@shop-dev.example.com'],
      title: 'an address more',
      does: 'in place',
      says: `Its role may send from it, at once. The first address of a service brings its variable: ${tasks}`,
    }),
  ],
  'services.*.users': [
    on('containers', {
      in: 'dev',
      to: 'none',
      does: 'replaces',
      says: `It verifies no tokens, or those of the other client from then on. ${tasks}`,
    }),
    on('containers', {
      in: 'dev',
      to: 'tools',
      title: 'another client, of the balancer',
      // An API leads to no service behind sign-in.
      with: { ...clientOfBalancer, apis: {} },
      does: 'in place',
      says: `The balancer asks people to sign in at each of its hosts, once the data stack made the client; taken out again, everybody is answered at once. It is told who signs what the balancer says of people. ${tasks}`,
    }),
    on('server', {
      to: 'tools',
      title: 'a client of the balancer',
      with: clientOfBalancer,
      does: 'refused',
      says: 'The balancer signs in for what it answers for, and a single server answers itself.',
    }),
  ],
  'services.*.outbound': [
    on('containers', {
      to: 'internet',
      does: 'refused',
      says: 'While a less critical environment has endpoints alone. Else in place: its security group, at once; the review shows what it can reach.',
    }),
  ],
  'services.*.environment': each(
    { to: { LOG_LEVEL: 'debug' }, title: 'a variable more' },
    { containers: newTasks, instances: newServers, server: newServer },
  ),
  'services.*.cpu': [on('containers', { to: 1024, with: { 'services.*.memoryMb': 2048 }, ...newTasks })],
  'services.*.memoryMb': [on('containers', { to: 2048, ...newTasks })],
  'services.*.minTasks': [
    on('containers', {
      to: 4,
      does: 'in place',
      says: 'Scaling adds tasks within a minute. With fewer, tasks go when it next scales in.',
    }),
  ],
  'services.*.maxTasks': [on('containers', { to: 20, does: 'in place', says: 'At once, for the next scaling.' })],
  'services.*.requestsPerTask': [on('containers', { to: 300, does: 'in place', says: scaling })],
  'services.*.slo': [
    on('containers', {
      to: { availabilityPercent: 99.95, latencyMs: { p95: 500 } },
      title: 'another availabilityPercent',
      does: 'in place',
      says: 'The thresholds of its alarms change; what was spent already is measured by the new budget at once.',
    }),
    on('containers', {
      to: 'none',
      title: 'to none',
      alone: true,
      does: 'removes',
      destroys: ['aws_cloudwatch_composite_alarm', 'aws_cloudwatch_metric_alarm'],
      says: 'Nobody is told of its error budget or that it is down; the alarms of its target group tell of themselves again, and a deployment watches its errors alone.',
    }),
    on('instances', {
      to: { availabilityPercent: 99, latencyMs: { p95: 1000 } },
      title: 'an objective for latency more',
      does: 'in place',
      says: 'Alarms more, whose windows look back at what was measured before, and a line on the dashboard.',
    }),
  ],
  'services.*.tracing': [
    on('containers', {
      to: { samplePercent: 5, tracesPerSecond: 1 },
      title: 'to a share, where the environment has a collector',
      with: {
        tracing,
        'imageRepositories.collector': { keptImages: 5 },
        'network.interfaceEndpoints': [...prod.network.interfaceEndpoints, 'xray'],
      },
      does: 'adds',
      says: 'The key of the account stack, the endpoint and the repository first: push the collector there before the service stack is applied, or the deployment fails and goes back. Then a sampling rule, a group, and new tasks with a collector.',
    }),
    on('containers', {
      to: { samplePercent: 5, tracesPerSecond: 1 },
      title: 'to a share, without a collector',
      does: 'refused',
      says: 'Until `tracing` of the environment names one.',
    }),
  ],
  tracing: [
    {
      to: tracing,
      title: 'a collector',
      with: { 'imageRepositories.collector': { keptImages: 5 } },
      does: 'adds',
      says: 'A repository, and a key that X-Ray encrypts all traces of the region with from then on, also those of functions; older ones stay under what they were written with. A key that somebody set by hand is replaced as the setting: `terrace adopt` shows it before.',
    },
    {
      to: tracing,
      title: 'a collector that is in no repository',
      does: 'refused',
      says: 'Until `imageRepositories` has it.',
    },
  ],
  'services.*.capacity': [
    on('containers', {
      to: 'memory',
      title: 'to a group that there is not',
      does: 'refused',
      says: 'The group is decided in `clusterInstances`, with it or before.',
    }),
    on('containers', {
      to: 'general',
      title: 'from Fargate to instances of the cluster',
      does: 'replaces',
      says: `${tasks} They wait as PROVISIONING until an instance has room. Between two groups, likewise.`,
    }),
    on('containers', {
      name: 'partners',
      to: { onDemandTasks: 3, spotPercent: 50 },
      title: 'from instances of the cluster to Fargate',
      does: 'replaces',
      says: tasks,
    }),
    on('containers', {
      in: 'dev',
      to: 'general',
      with: { 'clusterInstances.general': general },
      title: 'from Fargate to instances of the cluster, with these',
      does: 'replaces',
      says: `${tasks} The group, its instances and its capacity provider are created first.`,
    }),
  ],
  'services.*.capacity.onDemandTasks': [
    on('containers', { to: 2, does: 'in place', says: 'For tasks that start from then on.' }),
  ],
  'services.*.capacity.spotPercent': [
    on('containers', { to: 80, does: 'in place', says: 'For tasks that start from then on.' }),
  ],
  'services.*.spotPercent': [on('instances', { to: 80, does: 'in place', says: shares('servers') })],
  'services.*.calls': [
    on('containers', {
      to: ['office'],
      title: 'a service of instances',
      does: 'refused',
      says: 'Only containers are called.',
    }),
    on('containers', {
      to: ['partners'],
      title: 'another service of containers',
      does: 'replaces',
      says: `${tasks} Each has a proxy; those of the service that is called have one as well.`,
    }),
  ],
  'services.*.exec': [
    {
      in: 'dev',
      to: 'off',
      on: 'containers',
      does: 'removes',
      says: 'For tasks that start from then on; the role loses its rights at once.',
    },
  ],
  'services.*.instanceTypes': [
    on('instances', {
      to: ['t4g.medium', 'm7g.medium', 'm7g.large'],
      does: 'in place',
      says: 'For servers that start from then on; the others stay until the next refresh.',
    }),
  ],
  'services.*.minServers': [
    on('instances', { to: 3, does: 'nothing', says: bySchedules }),
    on('instances', {
      to: 3,
      with: { 'services.office.schedules': {} },
      title: '2 → 3, and no schedules any more',
      does: 'removes',
      says: 'Servers are added at once.',
    }),
  ],
  'services.*.maxServers': [
    on('instances', { to: 8, does: 'nothing', says: bySchedules }),
    on('instances', {
      to: 8,
      with: { 'services.office.schedules': {} },
      title: '4 → 8, and no schedules any more',
      does: 'removes',
      says: 'At once, for the next scaling.',
    }),
  ],
  'services.*.requestsPerServer': [on('instances', { to: 300, does: 'in place', says: scaling })],
  'services.*.cpuPercent': [on('instances', { to: 50, does: 'in place', says: scaling })],
  'services.*.onDemandServers': [on('instances', { to: 1, does: 'in place', says: shares('servers') })],
  'services.*.schedules.*': [
    on('instances', {
      to: undefined,
      title: 'a schedule less',
      does: 'removes',
      says: 'The bounds that the last schedule set stay until another one, or an apply that changes the group.',
    }),
  ],
  'services.*.schedules.*.days': [on('instances', { to: 'MON-SAT', does: 'in place', says: nextTime })],
  'services.*.schedules.*.at': [on('instances', { to: '06:00', does: 'in place', says: nextTime })],
  'services.*.schedules.*.timeZone': [on('instances', { to: 'Europe/Paris', does: 'in place', says: nextTime })],
  'services.*.schedules.*.min': [on('instances', { to: 4, does: 'in place', says: nextTime })],
  'services.*.schedules.*.max': [on('instances', { to: 8, does: 'in place', says: nextTime })],
  'services.*.instanceType': [on('server', { to: 't4g.medium', ...newServer })],
  'services.*.zone': [
    on('server', {
      to: 'eu-central-1b',
      does: 'refused',
      says: 'A disk is in one zone. To move it, make a volume from its snapshot in the other zone and import that one in its place, as the message tells.',
    }),
  ],
  'services.*.dataVolumeGb': [
    on('server', {
      to: 20,
      does: 'in place',
      says: 'While it is used; the file system grows when the server next starts. EBS refuses to shrink it.',
    }),
  ],
  'services.*.keptSnapshots': [on('server', { to: 7, does: 'in place', says: 'From the next snapshot on.' })],
  'services.*.deletionProtection': [
    on('server', { to: 'on', does: 'in place', says: 'Terraform refuses to destroy the disk from now on.' }),
  ],
  'services.*.reason': [on('server', { to: 'few people use it', does: 'nothing', says: 'The review shows it.' })],
};
