import { Address4 } from 'ip-address';
import { z } from 'zod';
import { endpointServices } from '../../modules/network/endpoint-services';
import { flowLogFields } from '../../modules/network/flow-log-fields';
import { bastionInstanceTypes } from '../aws/instance-types';
import { connectedNetworks } from './connected-networks';
import { byKey, byWord, fields, list, listed, matching, nearest, oneOf, text, yesOrNo } from './field';
import { isCanonical, rangeWanted } from './range';
import { vpn } from './vpn';
import { timeOfDay } from './window';

/**
 * A VPC takes /16 to /28; eight zones of three tiers need a /22. Private space (RFC 1918) only: other addresses belong
 * to others. Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const isVpcRange = (network: Address4) =>
  network.subnetMask >= 16 && network.subnetMask <= 22 && network.startAddress().isPrivate();
const vpcCidr = text(
  rangeWanted('a /16 to /22 in private space', isVpcRange),
  (value) => isCanonical(value) && isVpcRange(new Address4(value)),
);

/** Addresses of a user: public, since SSH comes over the internet, and few. Ranges for documentation pass. */
const isSource = (network: Address4) => {
  const first = network.startAddress();
  return network.subnetMask >= 16 && (first.isGlobal() || first.isDocumentation());
};
const sourceCidr = text(
  rangeWanted('a public IPv4 range of /16 to /32, never the world', isSource),
  (value) => isCanonical(value) && isSource(new Address4(value)),
);

/** Days as cron in EC2 Auto Scaling counts them, from Sunday. */
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
export const days = text('days such as MON-FRI or MON,WED, rising from SUN to SAT', (value) => {
  const listed = value.split(/[,-]/).map((day) => weekdays.indexOf(day));
  return !/-\w+-/.test(value) && listed.every((index, at) => index > (listed[at - 1] ?? -1));
});

/** By IANA name. AWS distinguishes upper and lower case, Intl does not; former names are accepted. */
export const timeZone = text(
  (found) => `an IANA time zone${nearest(found, Intl.supportedValuesOf('timeZone'))}`,
  (value) => {
    if (!/^[A-Z]\w+(\/[\w+-]+)+$/.test(value)) return false;
    try {
      const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions();
      return timeZone === value || timeZone.toLowerCase() !== value.toLowerCase();
    } catch {
      return false;
    }
  },
);

const zoneExpected = 'an Availability Zone such as eu-west-1a';
const zonePattern = /^[a-z]{2}(-[a-z]+)+-\d[a-h]$/;
/** An Availability Zone: letters a to h have their places in the address plan. */
export const zone = matching(zonePattern, zoneExpected);

const natAddresses = z.union(
  [
    z.literal('allocated'),
    byKey(
      'allocation ids by zone',
      (name) => zonePattern.test(name),
      zoneExpected,
      matching(/^eipalloc-[0-9a-f]{8,17}$/, 'the allocation id of an Elastic IP address, such as eipalloc-0a1b2c3d'),
    ),
  ],
  { error: () => '"allocated" or allocation ids by zone' },
);

const logFormatExpected = '"default" or fields of flow log records';
const logFormat = z.union(
  [
    z.literal('default'),
    list(
      text(
        (found) => `a field of modules/network/flow-log-fields.ts${nearest(found, flowLogFields)}`,
        (value) => flowLogFields.includes(value),
      ),
      'fields of flow log records',
      1,
      flowLogFields.length,
    ),
  ],
  { error: () => logFormatExpected },
);
const inS3 = {
  /** The fields of a record, in their order; `default` has those of version 2. */
  logFormat,
  /** `parquet` has columns, and takes less space and time to query; `plain-text` has lines. */
  fileFormat: oneOf(['parquet', 'plain-text']),
  /** Whether the files of each hour have a folder of their own, below that of the day. */
  perHourPartition: yesOrNo(),
};

const serviceExpected = (found: unknown) =>
  `a service of modules/network/endpoint-services.ts${nearest(found, endpointServices)}`;
const service = text(serviceExpected, (value) => endpointServices.includes(value));

const interfaceEndpoint = z.union(
  [
    service,
    fields({
      /** The short name: `email-smtp`. */
      service,
      /** The zones that it has an address in, of those that stay: not every service is in every zone, and each costs. */
      zones: list(zone, 'zones', 1, 8),
    }),
  ],
  { error: ({ input }) => (typeof input === 'object' ? 'an object of service, zones' : serviceExpected(input)) },
);

/** IPv6 beside IPv4, or how far it has gone from the network again. */
const ipv6 = z.union(
  [
    z.literal(['off', 'on']),
    fields({
      /** What goes next: `addresses`, as what runs is replaced; then `ranges`, once nothing has an address. */
      retiring: oneOf(['addresses', 'ranges']),
    }),
  ],
  {
    error: ({ input }) =>
      typeof input === 'object' ? 'an object of retiring' : '"off", "on" or an object of retiring',
  },
);

/** The VPC. */
export const network = fields({
  /** Its IPv4 range: /16 to /22 in private space. No two environments overlap, so that they can be connected. */
  cidr: vpcCidr,
  /**
   * Its Availability Zones by name, 1 to 8, letters a to h: each letter has its place in the address plan. One that is to go is
   * `{ retiring: 'eu-west-1c' }` first: it keeps its subnets, and nothing is placed in it. Once every stack is applied, its entry goes
   * (docs/guides/retire-a-zone.md).
   */
  zones: list(
    z.union([zone, fields({ /** `eu-west-1c`. */ retiring: zone })], {
      error: ({ input }) => (typeof input === 'object' ? 'an object of retiring' : zoneExpected),
    }),
    'zones',
    1,
    8,
  ),
  /**
   * Whether it has IPv6 beside IPv4: a range of Amazon's, with ways to the internet as IPv4 has them. `on` takes one step, and `off` again three:
   * `{ retiring: 'addresses' }`, `{ retiring: 'ranges' }`, `off` (docs/guides/turn-ipv6-on-and-off.md).
   */
  ipv6,
  /** NAT gateways for the private subnets. `single` costs less; with it, the failure of one zone disconnects all zones. */
  natGateways: oneOf(['none', 'single', 'per-zone']),
  /**
   * The public addresses of the NAT gateways: `allocated` with them, or Elastic IP addresses that exist already and stay when the environment goes, such as
   * those on the allow lists of partners: `{ 'eu-west-1a': 'eipalloc-0a1b2c3d' }`, one for each zone that has a gateway (docs/guides/fixed-addresses.md).
   */
  natAddresses,
  /**
   * Where its flow logs are delivered and what a record has. Log groups and the bucket of access logs (below `flow-logs/`) keep them for `logRetentionDays`.
   * S3 costs less; CloudWatch Logs has them some minutes earlier, for Logs Insights and metric filters.
   */
  flowLogs: byWord('destination', [
    fields({ destination: z.literal('cloud-watch-logs'), /** The fields of a record, in their order. */ logFormat }),
    fields({ destination: z.literal('s3'), ...inS3 }),
    fields({ destination: z.literal('both'), ...inS3 }),
  ]),
  /**
   * Interface endpoints, by the short name of the service: `secretsmanager`, or with zones of their own. The VPC reaches them on 443 and on the
   * ports that the service answers on beside, such as 9142 of `cassandra`. S3 and DynamoDB always have gateway endpoints.
   */
  interfaceEndpoints: list(interfaceEndpoint, 'services by short name', 0, 50),
  /** The networks outside the VPC that it is connected with, by name. */
  connectedNetworks,
  /** A Client VPN endpoint, by which people's devices reach data stores: `none`, or what it is and whom it lets in. */
  vpn,
});

/** The bastion host, through which people reach private resources. */
export const bastion = fields({
  /** Its EC2 instance type: `t4g.nano`. */
  instanceType: listed('an instance type', bastionInstanceTypes, 'instance-types.ts'),
  /** Sources allowed to use SSH: up to 10 public IPv4 ranges of /16 to /32. None: Session Manager only, and no public address. */
  sshFromCidrs: list(sourceCidr, 'public IPv4 ranges', 0, 10),
  /** When it runs: `always`, or from `start` to `stop` on `days`. */
  hours: z.union(
    [
      z.literal('always'),
      fields({
        /** Days in cron's form, Sunday first: `MON-FRI`, `MON,WED`. */
        days,
        /** `HH:MM` in `timeZone`. */
        start: timeOfDay,
        /** `HH:MM` in `timeZone`, later than `start`. */
        stop: timeOfDay,
        /** IANA name: `Europe/Dublin`. Source: TimeZone of PutScheduledUpdateGroupAction, EC2 Auto Scaling API reference. */
        timeZone,
      }),
    ],
    { error: () => '"always" or an object of days, start, stop, timeZone' },
  ),
});
