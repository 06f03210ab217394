import type { SessionPreferences } from '../bastion/session-preferences';
import { optOut, type OptOut } from '../opt-out';
import { accountId, identifier, matching, object, optional, regionName, wholeNumber, type Description } from '../props';
import type { ServerNetwork, ServerScaleProps, ServerTrafficProps } from '../server-group';
import type { ServerAlarmThresholds, ServerLogsProps, ServersProps } from '../server-group';
import { scaleProps } from '../server-group/scale-props';
import { serverAlarmThresholds } from '../server-group/server-alarms';
import { sessionPreferences, trafficProps } from '../server-group/server-group-props';
import { serverNetwork } from '../server-group/server-network';
import { serverTls, type ServerTlsProps } from './tls';
import { instanceType, mount, serverLogs, serversProps } from '../server-group/servers-props';

export interface ServerProps {
  /** The server's name, unique in its account and region, and the start of every other name: `dev-web`. */
  readonly name: string;
  /** The account that owns the server: 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly network: ServerNetwork;
  /**
   * How people's sessions go, through Session Manager; there is no other way in for them.
   * @default none: nobody has a shell on the server
   */
  readonly sessions?: SessionPreferences;
  readonly server: OneServerProps;
  readonly data: DataVolumeProps;
  readonly alarms: ServerAlarmThresholds;
  /**
   * More than one, behind a balancer, on the same resources: the first step out of this stage. The Elastic IP stays with one of them, so that clients which
   * remember it are answered until DNS has forgotten it. The data volume stays too, and nobody has it: move what is there first.
   * @default one server
   */
  readonly behindBalancer?: BehindBalancerProps;
  /**
   * Protections switched off, each with its reason.
   * @default none: a plan that deletes the data volume is refused
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export interface OneServerProps extends Pick<
  ServersProps,
  'tags' | 'image' | 'userData' | 'variables' | 'diskGb' | 'container'
> {
  /** EC2's name, of the Nitro System: `t4g.small`. A larger one replaces the server. */
  readonly instanceType: string;
  /**
   * The log group, and the files whose lines go there.
   * @default none
   */
  readonly logs?: ServerLogsProps;
  /**
   * Days after which the server is replaced by one with the newest image, 1 to 365. It is away for minutes then.
   * @default 7
   */
  readonly maxLifetimeDays?: number;
  /**
   * TLS on the server, by Caddy and Let's Encrypt. The zone of the hosts must admit `letsencrypt.org` in its CAA records. It takes `logs`.
   * @default none: what the commands start answers on 80 and 443
   */
  readonly tls?: ServerTlsProps;
}

export interface DataVolumeProps {
  /** The Availability Zone of the volume, and so of its server: `eu-west-1a`. Another one replaces the volume. */
  readonly zone: string;
  /** GiB, 1 to 16384. It can grow, also while it is used, and never shrink. */
  readonly sizeGb: number;
  /** How many daily snapshots are kept, 1 to 365. */
  readonly keptSnapshots: number;
  /**
   * Where it is mounted.
   * @default '/data'
   */
  readonly mountPath?: string;
}

export interface BehindBalancerProps {
  readonly scale: ServerScaleProps;
  readonly traffic: ServerTrafficProps;
}

export const defaultMountPath = '/data';

export const serverProps: Description<ServerProps> = {
  // Short enough for the names of its vault and roles.
  name: identifier(40, 'AWS Backup API reference, CreateBackupVault, BackupVaultName, with its suffix'),
  account: accountId,
  region: regionName,
  network: serverNetwork,
  sessions: optional(sessionPreferences, 'none: nobody has a shell on the server'),
  server: object<OneServerProps>({
    instanceType,
    tags: serversProps.tags,
    image: serversProps.image,
    userData: serversProps.userData,
    variables: serversProps.variables,
    diskGb: serversProps.diskGb,
    container: serversProps.container,
    logs: optional(serverLogs, 'none'),
    maxLifetimeDays: optional(wholeNumber('days', 1, 365, { structure: true }), '7'),
    tls: optional(serverTls, 'none: what the commands start answers on 80 and 443'),
  }),
  data: object<DataVolumeProps>({
    zone: matching(/^[a-z]{2}(-[a-z0-9]+)+[a-z]$/, 'the name of an Availability Zone, such as eu-west-1a', {
      structure: true,
    }),
    sizeGb: wholeNumber('GiB', 1, 16_384, { source: 'EBS user guide, General Purpose SSD volumes' }),
    keptSnapshots: wholeNumber('snapshots', 1, 365),
    mountPath: optional(mount, `'${defaultMountPath}'`),
  }),
  alarms: object<ServerAlarmThresholds>(serverAlarmThresholds),
  behindBalancer: optional(
    object<BehindBalancerProps>({ scale: object<ServerScaleProps>(scaleProps), traffic: trafficProps }),
    'one server',
  ),
  optOuts: optional(
    object<NonNullable<ServerProps['optOuts']>>({
      deletionProtection: optional(optOut, 'a plan that deletes the data volume is refused'),
    }),
    'none',
  ),
};
