import { Ec2TransitGatewayVpcAttachment } from '@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment';
import { Construct } from 'constructs';
import { subnetId, vpcRef, zoneOfSubnet, type VpcRef } from '../network/network-ref';
import { checkProps, flag, map, optional, sentence, type Description } from '../props';
import { transitGatewayId, type RouteTarget } from './route-target';

export interface TransitGatewayAttachmentProps {
  /** Its `Name` tag. */
  readonly name: string;
  readonly network: VpcRef;
  /** A subnet in each zone that reaches the transit gateway, by zone name: of `TransitGatewaySubnets`. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /** A transit gateway of this account, or one that another account shares with it. */
  readonly transitGatewayId: string;
  /**
   * Whether public DNS names of instances in other attached VPCs resolve to their private addresses.
   * @default true
   */
  readonly dnsSupport?: boolean;
  /**
   * Whether both directions of a connection go through the same zone, as stateful appliances in this network need it.
   * @default false
   */
  readonly applianceMode?: boolean;
}

const transitGatewayAttachmentProps: Description<TransitGatewayAttachmentProps> = {
  name: sentence('a name', { max: 256, source: 'EC2 user guide, Tag your Amazon EC2 resources' }),
  network: vpcRef,
  subnetIds: map('subnets', zoneOfSubnet, subnetId, { min: 1, max: 16 }),
  transitGatewayId,
  dnsSupport: optional(flag(), 'true'),
  applianceMode: optional(flag(), 'false'),
};

/**
 * The attachment of a network to a transit gateway. Its owner accepts it where the gateway does not by itself, and decides the route tables that it is
 * associated with and propagates to: nothing passes before that.
 */
export class TransitGatewayAttachment extends Construct {
  static readonly props = transitGatewayAttachmentProps;
  /** For the owner of the transit gateway: `tgw-attach-…`. */
  readonly attachmentId: string;
  readonly routeTarget: RouteTarget;
  readonly nodes: { readonly attachment: Ec2TransitGatewayVpcAttachment };

  /** @throws PropsError for an id that EC2 does not have. */
  constructor(scope: Construct, id: string, props: TransitGatewayAttachmentProps) {
    super(scope, id);
    checkProps(this, transitGatewayAttachmentProps, props);
    const { name, network, subnetIds, dnsSupport = true, applianceMode = false } = props;
    const attachment = new Ec2TransitGatewayVpcAttachment(this, 'attachment', {
      transitGatewayId: props.transitGatewayId,
      vpcId: network.vpcId,
      subnetIds: Object.values(subnetIds),
      dnsSupport: onOff(dnsSupport),
      applianceModeSupport: onOff(applianceMode),
      // Association and propagation are left out: of a gateway that another account shares, the provider can set neither.
      tags: { Name: name },
    });
    this.nodes = { attachment };
    this.attachmentId = attachment.id;
    // By way of the attachment, without which EC2 takes no route.
    this.routeTarget = { transitGatewayId: attachment.transitGatewayId };
  }
}

function onOff(is: boolean): 'enable' | 'disable' {
  return is ? 'enable' : 'disable';
}
