import { VpcPeeringConnection } from '@cdktf/provider-aws/lib/vpc-peering-connection';
import { VpcPeeringConnectionAccepterA } from '@cdktf/provider-aws/lib/vpc-peering-connection-accepter';
import { VpcPeeringConnectionOptions } from '@cdktf/provider-aws/lib/vpc-peering-connection-options';
import { Construct } from 'constructs';
import { vpcRef, type VpcRef } from '../network/network-ref';
import { accountId, checkProps, flag, matching, optional, regionName, sentence, type Description } from '../props';
import { vpcPeeringConnectionId, type RouteTarget } from './route-target';

export interface VpcPeeringProps {
  /** Its `Name` tag. */
  readonly name: string;
  readonly network: VpcRef;
  /** The VPC that is asked: `vpc-0a1b2c3d`. */
  readonly peerVpcId: string;
  /** The account that owns it: 12 digits. */
  readonly peerOwnerId: string;
  /** Its region. */
  readonly peerRegion: string;
  /**
   * Whether the other VPC resolves public DNS names of instances of this one to private addresses. EC2 takes it once the other side has accepted: switch it on
   * in a later apply.
   * @default false
   */
  readonly allowRemoteVpcDnsResolution?: boolean;
}

const name = sentence('a name', { max: 256, source: 'EC2 user guide, Tag your Amazon EC2 resources' });
const allowRemoteVpcDnsResolution = optional(flag(), 'false');

const vpcPeeringProps: Description<VpcPeeringProps> = {
  name,
  network: vpcRef,
  peerVpcId: matching(/^vpc-[\w-]+$/, 'the id of a VPC, such as vpc-0a1b2c3d'),
  peerOwnerId: accountId,
  peerRegion: regionName,
  allowRemoteVpcDnsResolution,
};

/** A peering connection that this network asks for. The owner of the other VPC accepts it, with a `VpcPeeringAccepter`: nothing passes before that. */
export class VpcPeering extends Construct {
  static readonly props = vpcPeeringProps;
  /** For the other side: `pcx-…`. */
  readonly vpcPeeringConnectionId: string;
  readonly routeTarget: RouteTarget;
  readonly nodes: { readonly connection: VpcPeeringConnection };

  /** @throws PropsError for a VPC, an account or a region that is none. */
  constructor(scope: Construct, id: string, props: VpcPeeringProps) {
    super(scope, id);
    checkProps(this, vpcPeeringProps, props);
    const connection = new VpcPeeringConnection(this, 'connection', {
      vpcId: props.network.vpcId,
      peerVpcId: props.peerVpcId,
      peerOwnerId: props.peerOwnerId,
      peerRegion: props.peerRegion,
      autoAccept: false,
      tags: { Name: props.name },
    });
    if (props.allowRemoteVpcDnsResolution) options(this, connection.id, 'requester');
    this.nodes = { connection };
    this.vpcPeeringConnectionId = connection.id;
    this.routeTarget = { vpcPeeringConnectionId: connection.id };
  }
}

export interface VpcPeeringAccepterProps {
  /** Its `Name` tag: each side has its own. */
  readonly name: string;
  /** The connection that the other side asked for: `pcx-0a1b2c3d`. */
  readonly vpcPeeringConnectionId: string;
  /**
   * Whether the other VPC resolves public DNS names of instances of this one to private addresses.
   * @default false
   */
  readonly allowRemoteVpcDnsResolution?: boolean;
}

const vpcPeeringAccepterProps: Description<VpcPeeringAccepterProps> = {
  name,
  vpcPeeringConnectionId,
  allowRemoteVpcDnsResolution,
};

/** Accepts a peering connection that the owner of another VPC asked for. Destroyed, it leaves the connection, which either side can delete in EC2. */
export class VpcPeeringAccepter extends Construct {
  static readonly props = vpcPeeringAccepterProps;
  readonly vpcPeeringConnectionId: string;
  readonly routeTarget: RouteTarget;
  readonly nodes: { readonly accepter: VpcPeeringConnectionAccepterA };

  /** @throws PropsError for an id that is not of a peering connection. */
  constructor(scope: Construct, id: string, props: VpcPeeringAccepterProps) {
    super(scope, id);
    checkProps(this, vpcPeeringAccepterProps, props);
    const accepter = new VpcPeeringConnectionAccepterA(this, 'accepter', {
      vpcPeeringConnectionId: props.vpcPeeringConnectionId,
      autoAccept: true,
      tags: { Name: props.name },
    });
    if (props.allowRemoteVpcDnsResolution) options(this, accepter.id, 'accepter');
    this.nodes = { accepter };
    this.vpcPeeringConnectionId = accepter.id;
    this.routeTarget = { vpcPeeringConnectionId: accepter.id };
  }
}

/** A resource of their own, since the two sides may be of different accounts. */
function options(scope: Construct, connectionId: string, side: 'requester' | 'accepter'): void {
  new VpcPeeringConnectionOptions(scope, 'options', {
    vpcPeeringConnectionId: connectionId,
    [side]: { allowRemoteVpcDnsResolution: true },
  });
}
