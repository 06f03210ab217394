import type { Changes } from './change';
import { connectedNetworks } from './connected-networks';
import { clientVpn } from './vpn';

/** The VPC, the bastion, and who may connect to whom. */
export const network: Changes = {
  'network.cidr': [
    {
      to: '10.40.0.0/16',
      does: 'refused',
      says: 'AWS changes no range of a VPC, and everything in it would have to go first. Add an environment with the other range.',
    },
  ],
  'network.zones': [
    {
      in: 'dev',
      alone: true,
      to: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
      title: 'a zone more',
      does: 'in place',
      says: 'Its subnets are created; subnet groups, the balancer, services and groups of servers take them in. Stores of data stay where they are, and so do proxies; new tasks and servers start there before old ones stop. Refused where a more critical environment has fewer. docs/guides/grow.md',
    },
    {
      to: ['eu-west-1a', 'eu-west-1b', { retiring: 'eu-west-1c' }],
      title: 'a zone that retires',
      does: 'removes',
      says: 'Its NAT gateway and the addresses of endpoints there go, its subnets stay. What runs there moves away with the applies of the stacks above: docs/guides/retire-a-zone.md.',
    },
    {
      to: ['eu-west-1a', 'eu-west-1b'],
      title: 'a zone less, at once',
      does: 'removes',
      says: 'AWS refuses to delete subnets that are in use, and `terrace plan` says so. Let it retire first.',
    },
  ],
  'network.ipv6': [
    {
      to: 'on',
      does: 'in place',
      says: 'The VPC and each subnet get a range beside that of IPv4, with routes, rules of network ACLs and an egress-only internet gateway; security groups for the internet are opened to IPv6 too. What runs keeps its addresses: instances of the private tier have one of IPv6 when they are replaced, tasks with the next deployment.',
    },
    {
      to: { retiring: 'addresses' },
      title: 'off → addresses retire',
      does: 'in place',
      says: 'From on: instances that start from then on have no IPv6 address, and ranges and routes stay for those that run. Tasks have one until the setting dualStackIPv6 of ECS is off: docs/guides/turn-ipv6-on-and-off.md. From off: as on, without addresses.',
    },
    {
      to: { retiring: 'ranges' },
      title: 'off → ranges retire',
      does: 'in place',
      says: 'Ranges of subnets go, with routes, rules and the egress-only internet gateway; the VPC keeps its own. AWS refuses while an interface has an address of a subnet. From off: the VPC gets its range.',
    },
  ],
  'network.natGateways': [
    {
      to: 'single',
      does: 'refused',
      says: 'While a less critical environment has one for each zone.',
    },
    {
      to: 'single',
      alone: true,
      does: 'removes',
      says: 'The other gateways go with their alarms: connections through them end, and the loss of one zone disconnects all.',
    },
    {
      in: 'dev',
      to: 'per-zone',
      does: 'in place',
      says: 'A gateway, an address and alarms for each other zone. Connections of those zones that are open through the old gateway end.',
    },
    {
      in: 'dev',
      to: 'none',
      does: 'refused',
      says: 'What reaches the internet, or AWS without an endpoint, is named: add interface endpoints first.',
    },
  ],
  'network.natAddresses': [
    {
      to: {
        'eu-west-1a': 'eipalloc-0a1b2c3d4e5f60001',
        'eu-west-1b': 'eipalloc-0a1b2c3d4e5f60002',
        'eu-west-1c': 'eipalloc-0a1b2c3d4e5f60003',
      },
      title: "addresses of one's own",
      does: 'removes',
      says: 'Each gateway is replaced, and the allocated addresses are released: nothing in its zone reaches the internet for some minutes. Addresses that are allocated already can be kept, with no gap: docs/guides/fixed-addresses.md.',
    },
  ],
  'network.flowLogs': [
    {
      to: { destination: 'both', logFormat: 'default', fileFormat: 'parquet', perHourPartition: true },
      title: 'to S3 too',
      does: 'in place',
      says: 'A flow log to the bucket of access logs, whose policy lets it in; the one to CloudWatch Logs stays as it is.',
    },
    {
      to: { destination: 's3', logFormat: 'default', fileFormat: 'parquet', perHourPartition: true },
      title: 'to S3 instead',
      does: 'removes',
      destroys: ['aws_cloudwatch_log_group', 'aws_kms_key'],
      says: 'The log group goes with every record in it, and no record is written until the data stack is applied. Deliver to both first, for as long as the old records are needed.',
    },
    {
      to: {
        destination: 'cloud-watch-logs',
        logFormat: ['srcaddr', 'dstaddr', 'pkt-srcaddr', 'pkt-dstaddr', 'action'],
      },
      title: 'other fields',
      does: 'replaces',
      says: 'AWS changes no flow log: it is made again, and some seconds are not recorded. Old records keep their fields, in the same log group.',
    },
  ],
  'network.interfaceEndpoints': [
    {
      in: 'dev',
      to: ['secretsmanager'],
      title: 'one more',
      does: 'adds',
      says: 'The name of the service leads to the endpoint for the whole VPC within a minute; connections that are open go on.',
    },
    {
      to: (old: string[]) => old.filter((service) => service !== 'ec2messages'),
      title: 'one less',
      does: 'removes',
      says: 'The name leads to the internet again: what has no way there is cut off. One that is needed is refused.',
    },
  ],
  ...connectedNetworks,
  ...clientVpn,
  'bastion.instanceType': [
    {
      to: 't4g.micro',
      does: 'in place',
      says: 'The instance is replaced when its group is next refreshed; sessions of it end.',
    },
  ],
  'bastion.sshFromCidrs': [
    {
      in: 'dev',
      to: ['203.0.113.0/24'],
      does: 'in place',
      says: 'From Session Manager alone to SSH: the bastion is replaced in the public tier, with a public address. Refused where a less critical environment has none.',
    },
  ],
  'bastion.hours': [
    {
      to: { days: 'MON-FRI', start: '07:00', stop: '19:00', timeZone: 'Europe/Dublin' },
      does: 'in place',
      says: 'Two schedules. It runs on until the next time that it is stopped.',
    },
  ],
  flows: [
    {
      to: (old: readonly unknown[]) => old.slice(1),
      title: 'one less',
      does: 'nothing',
      says: 'Flows open nothing. The review proves each of them, and reports a connection to the data tier that no flow declares.',
    },
  ],
  peers: [
    {
      to: ['test'],
      does: 'nothing',
      says: 'Nothing is connected. The review permits it, and reports every other connection.',
    },
  ],
};
