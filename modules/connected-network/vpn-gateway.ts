import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { VpnGateway as AwsVpnGateway } from '@cdktf/provider-aws/lib/vpn-gateway';
import { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logDeliveryPolicy } from '../log-group/log-delivery';
import { LogGroup, logRetention } from '../log-group/log-group';
import { vpcRef, type VpcRef } from '../network/network-ref';
import { accountId, checkProps, matching, object, regionName, type Description } from '../props';
import { amazonSideAsn } from './amazon-side-asn';
import type { RouteTarget } from './route-target';

export interface VpnGatewayProps {
  /** The start of every name, unique in its account and region: `prod`. */
  readonly name: string;
  /** The account of the network: 12 digits. */
  readonly account: string;
  /** The network's region. */
  readonly region: string;
  readonly network: VpcRef;
  /** Where the encryption and the retention of the tunnels' logs come from. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly logs: { readonly key: KeyRef; readonly retentionDays: number };
}

const vpnGatewayProps: Description<VpnGatewayProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens, a letter first'),
  account: accountId,
  region: regionName,
  network: vpcRef,
  logs: object<VpnGatewayProps['logs']>({ key: keyRef, retentionDays: logRetention }),
};

/** The virtual private gateway of a network, which its VPN connections end at, with one encrypted log of their tunnels. A VPC has one at a time. */
export class VpnGateway extends Construct {
  static readonly props = vpnGatewayProps;
  readonly vpnGatewayId: string;
  readonly routeTarget: RouteTarget;
  readonly nodes: {
    readonly vpnGateway: AwsVpnGateway;
    readonly logGroup: LogGroup;
    readonly logPolicy: CloudwatchLogResourcePolicy;
  };

  /** @throws PropsError for a retention that CloudWatch Logs refuses. */
  constructor(scope: Construct, id: string, props: VpnGatewayProps) {
    super(scope, id);
    checkProps(this, vpnGatewayProps, props);
    const { name, network, logs } = props;
    const vpnGateway = new AwsVpnGateway(this, 'vpn-gateway', {
      vpcId: network.vpcId,
      amazonSideAsn: String(amazonSideAsn),
      tags: { Name: name },
    });
    const logGroup = new LogGroup(this, 'logs', { name: `/${name}/vpn`, ...logs });
    const logPolicy = new CloudwatchLogResourcePolicy(this, 'log-policy', {
      policyName: `${name}-vpn`,
      policyDocument: logDeliveryPolicy('VpnWritesTunnelLogs', `${logGroup.logGroupArn}:log-stream:*`, props),
    });
    this.nodes = { vpnGateway, logGroup, logPolicy };
    this.vpnGatewayId = vpnGateway.id;
    this.routeTarget = { vpnGatewayId: vpnGateway.id };
  }
}
