import { Address4 } from 'ip-address';
import { z } from 'zod';
import { endpointServices } from '../../modules/network/endpoint-services';
import { bastionInstanceTypes } from '../aws/instance-types';
import { fields, list, listed, matching, nearest, oneOf, text, type Wanted } from './field';
import { timeOfDay } from './window';

/** An IPv4 range, or nothing for what is not one: `10.0.0.0/16`, digits and no leading zeros. */
function range(value: unknown): Address4 | undefined {
  const written = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;
  return typeof value === 'string' && written.test(value) && Address4.isValid(value) ? new Address4(value) : undefined;
}

/** Whether a range is written with its first address, as AWS keeps it. */
function isCanonical(value: string): boolean {
  return value === range(value)?.networkForm();
}

/** Names the intended range, when only its first address is wrong. */
function wantedRange(what: string, ok: (network: Address4) => boolean): Wanted {
  return (found) => {
    const network = range(found);
    return network && ok(network) ? `${what}, from its first address: ${network.networkForm()}` : what;
  };
}

/**
 * A VPC takes /16 to /28; eight zones of three tiers need a /22. Private space (RFC 1918) only: other addresses belong
 * to others. Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const isVpcRange = (network: Address4) =>
  network.subnetMask >= 16 && network.subnetMask <= 22 && network.startAddress().isPrivate();
const vpcCidr = text(
  wantedRange('a /16 to /22 in private space', isVpcRange),
  (value) => isCanonical(value) && isVpcRange(new Address4(value)),
);

/** Addresses of a user: public, since SSH comes over the internet, and few. Ranges for documentation pass. */
const isSource = (network: Address4) => {
  const first = network.startAddress();
  return network.subnetMask >= 16 && (first.isGlobal() || first.isDocumentation());
};
const sourceCidr = text(
  wantedRange('a public IPv4 range of /16 to /32, never the world', isSource),
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
/** An Availability Zone: letters a to h have their places in the address plan. */
export const zone = matching(/^[a-z]{2}(-[a-z]+)+-\d[a-h]$/, zoneExpected);

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
   * Interface endpoints, by the short name of the service: `secretsmanager`, or with zones of their own. The VPC reaches them on 443 and on the
   * ports that the service answers on beside, such as 9142 of `cassandra`. S3 and DynamoDB always have gateway endpoints.
   */
  interfaceEndpoints: list(interfaceEndpoint, 'services by short name', 0, 50),
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
