import type { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import type { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../iam/policy-statement';
import type { Role } from '../iam/role';
import type { Key } from '../kms/key';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { ServerGroup, type ReplacementProps, type ServerContainerProps, type ServerNetwork } from '../server-group';
import { logGroupName } from '../server-group/server-group';
import { takesAddress, takesVolumeAndAddress } from './boot';
import { DataVolume } from './data-volume';
import { defaultMountPath, serverProps, type ServerProps } from './server-props';
import { tlsCommands } from './tls';

/**
 * One server that answers the internet on ports 80 and 443, with an Elastic IP and a data volume of its own: a server group of one in the public tier. When it
 * fails, when its template changes and every week the group makes another, which takes the address and the volume when it boots; it is away for minutes then.
 *
 * ```ts
 * new DnsRecord(this, 'www', { zone, name: 'www.example.com', type: 'A', target: { value: web.publicIp, ttlSeconds: 60 } });
 * ```
 *
 * The way out of this stage has two steps, and neither replaces what runs: `behindBalancer` makes more of it on the same resources, and when DNS has forgotten
 * the address, `ServerGroup` in place of `Server`, with the same id and name, has the same addresses. Only the Elastic IP and the data volume go then.
 *
 * To go back to a snapshot, which is an ordinary one of EBS: `aws ec2 create-volume --snapshot-id snap-… --availability-zone <data.zone> --volume-type gp3`,
 * put the new volume in the place of the old one by `terraform state rm` and `terraform import`, and apply: the server is replaced, and takes it.
 */
export class Server extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = serverProps;
  /** The Elastic IP, for a record in DNS. */
  readonly publicIp: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  /** What the server may do: grants are for it. */
  readonly role: Role;
  readonly nodes: {
    readonly group: ServerGroup;
    readonly address: Eip;
    readonly volume: EbsVolume;
    readonly vault: BackupVault;
    readonly dataKey: Key;
  };

  /** @throws PropsError for anything that EC2, Auto Scaling or AWS Backup would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServerProps,
  ) {
    super(scope, id);
    checkProps(this, serverProps, props);
    const { name, network, account, region, data, alarms, optOuts } = props;
    const inZone = network.subnetIds.public[data.zone];
    const zones = Object.keys(network.subnetIds.public);
    assertProp(this, 'data.zone', inZone !== undefined, `a zone with a public subnet: ${zones.join(', ')}`, data.zone);

    this.checkTls();

    const { topic } = alarms;
    const address = new Eip(this, 'address', { domain: 'vpc', tags: { Name: name } });
    const deletionProtection = optOuts?.deletionProtection;
    const volume = new DataVolume(this, 'data', { name, account, region, data, topic, deletionProtection });
    const group = this.addGroup(address, volume);
    group.role.addPolicy('own', this.takes(address, volume, group));
    group.connections.allowFromInternet(80, 'HTTP, which is redirected');
    group.connections.allowFromInternet(443, 'HTTPS');

    this.publicIp = address.publicIp;
    this.securityGroupId = group.securityGroupId;
    this.connections = group.connections;
    this.role = group.role;
    this.nodes = { group, address, ...volume.nodes };
  }

  /** At the server's own addresses: a scope called Default is no part of them. */
  private addGroup(address: Eip, volume: DataVolume): ServerGroup {
    const { name, account, region, sessions, alarms, data, server, behindBalancer } = this.props;
    const { instanceType, logs, maxLifetimeDays = 7, userData, variables, tls, container, ...others } = server;
    const { mountPath = defaultMountPath } = data;
    const own = behindBalancer ? takesAddress(region) : takesVolumeAndAddress(region, mountPath);
    const ids = { ADDRESS_ID: address.allocationId, ...(!behindBalancer && { VOLUME_ID: volume.volumeId }) };
    const order: ReplacementProps['order'] = behindBalancer ? 'launch-before-terminate' : 'terminate-before-launch';
    const group = new ServerGroup(this, 'Default', {
      ...{ name, account, region, alarms, network: this.network(), ...(sessions && { sessions }) },
      servers: {
        ...others,
        ...{ instanceTypes: [instanceType], tier: 'public' },
        agent: { mounts: behindBalancer ? ['/'] : ['/', mountPath], ...(logs && { logs }) },
        userData: [
          own,
          ...(userData === undefined ? [] : [userData]),
          ...(tls ? tlsCommands({ tls, region, logGroup: logGroupName(name), mountPath }) : []),
        ].join('\n'),
        ...(container && { container: behindBalancer ? container : withData(container, mountPath) }),
        variables: { ...variables, ...ids },
      },
      scale: behindBalancer?.scale ?? { min: 1, max: 1 },
      ...(behindBalancer && { traffic: behindBalancer.traffic }),
      replacement: { order, maxLifetimeDays },
    });
    isOn(group.nodes.launchTemplate, 'public_address', {
      off: true,
      reason: 'A single server answers the internet itself, on 80 and 443',
    });
    if (!behindBalancer) {
      isOn(group.nodes.group, 'several_zones', { off: true, reason: 'Its data volume is in one Availability Zone' });
    }
    return group;
  }

  private checkTls(): void {
    const { server, behindBalancer } = this.props;
    const { tls, logs } = server;
    const isAlone = !tls || !behindBalancer;
    assertProp(this, 'server.tls', isAlone, 'nothing behind a balancer, where TLS ends', tls);
    assertProp(this, 'server.logs', !tls || logs !== undefined, 'a log group for tls too', logs);
  }

  /** The one zone of the volume, or all; and the internet in place of endpoints, of which EC2 may have none. */
  private network(): ServerNetwork {
    const { network, data, behindBalancer } = this.props;
    const { vpcId, cidr, ipv6Cidr, s3PrefixListId, subnetIds } = network;
    const inZone = { [data.zone]: subnetIds.public[data.zone] ?? '' };
    return {
      ...{ vpcId, cidr, s3PrefixListId, ...(ipv6Cidr !== undefined && { ipv6Cidr }) },
      subnetIds: { ...subnetIds, public: behindBalancer ? subnetIds.public : inZone },
    };
  }

  /** Exactly its volume and its address, and onto the instances that run with its own profile. */
  private takes(address: Eip, volume: DataVolume, group: ServerGroup): readonly PolicyStatement[] {
    const { name, account, region, behindBalancer } = this.props;
    const ec2 = (resource: string) => `arn:aws:ec2:${region}:${account}:${resource}`;
    const itself = {
      Resource: ec2('instance/*'),
      Condition: { ArnEquals: { 'ec2:InstanceProfile': group.nodes.instanceProfile.arn } },
    };
    const [associate, attach] = [
      { Effect: 'Allow', Action: 'ec2:AssociateAddress' } as const,
      { Effect: 'Allow', Action: 'ec2:AttachVolume' } as const,
    ];
    const addressStatements: PolicyStatement[] = [
      { Sid: 'OwnAddress', ...associate, Resource: address.arn },
      { Sid: 'AddressOntoItself', ...associate, ...itself },
      {
        // An interface has no profile, but the tags that its group gives it.
        ...{ Sid: 'AddressOntoOwnInterface', ...associate, Resource: ec2('network-interface/*') },
        Condition: { StringEquals: { 'aws:ResourceTag/Name': name } },
      },
    ];
    if (behindBalancer) return addressStatements;
    return [
      ...addressStatements,
      { Sid: 'OwnVolume', ...attach, Resource: volume.volumeArn },
      { Sid: 'VolumeOntoItself', ...attach, ...itself },
    ];
  }
}

/** With a folder of the data volume at /data, beside the certificates. */
function withData(container: ServerContainerProps, mountPath: string): ServerContainerProps {
  return { ...container, folders: { '/data': `${mountPath}/app`, ...container.folders } };
}
