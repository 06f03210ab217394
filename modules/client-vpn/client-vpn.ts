import { Ec2ClientVpnAuthorizationRule } from '@cdktf/provider-aws/lib/ec2-client-vpn-authorization-rule';
import { Ec2ClientVpnEndpoint } from '@cdktf/provider-aws/lib/ec2-client-vpn-endpoint';
import { Ec2ClientVpnNetworkAssociation } from '@cdktf/provider-aws/lib/ec2-client-vpn-network-association';
import { Ec2ClientVpnRoute } from '@cdktf/provider-aws/lib/ec2-client-vpn-route';
import { Construct } from 'constructs';
import { Address4 } from 'ip-address';
import { fixedDescription } from '../fixed-description';
import { LogGroup } from '../log-group/log-group';
import { isOn } from '../opt-out';
import { checkProps, isKnown } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { checkClientVpn, groupOf, overlap } from './check-client-vpn';
import { addClientVpnAlarms } from './client-vpn-alarms';
import {
  clientVpnProps,
  type ClientVpnAccess,
  type ClientVpnAuthentication,
  type ClientVpnProps,
} from './client-vpn-props';

/**
 * A Client VPN endpoint: people's devices become a part of the network, as far as two things allow. Authorization rules say which group reaches which ranges;
 * the security group says on which ports, for all groups alike: `vpn.connections.allowTo(database, 5432, 'people on the VPN')`. Session Manager is the way in that
 * needs neither (`Bastion`).
 *
 * It is charged for by the hour of each association, whether anybody is connected or not, and of each connection (https://aws.amazon.com/vpn/pricing/).
 */
export class ClientVpn extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = clientVpnProps;
  readonly clientVpnEndpointId: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  /** Where people get the client and its configuration; empty without the portal. */
  readonly selfServicePortalUrl: string;
  readonly nodes: {
    readonly endpoint: Ec2ClientVpnEndpoint;
    /** By zone name. */
    readonly associations: Readonly<Record<string, Ec2ClientVpnNetworkAssociation>>;
    readonly authorizationRules: readonly Ec2ClientVpnAuthorizationRule[];
    readonly routes: readonly Ec2ClientVpnRoute[];
    readonly logGroup: LogGroup;
  };

  /** @throws PropsError for ranges that overlap, for groups without SAML, for one group twice, and for limits of Client VPN. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClientVpnProps,
  ) {
    super(scope, id);
    checkProps(this, clientVpnProps, props);
    checkClientVpn(this, props);
    const { name, network, logs, topic } = props;
    const securityGroup = new SecurityGroup(this, 'security-group', {
      ...{ network, name: `${name}-client-vpn`, description: 'Clients of the VPN' },
    });
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    const logGroup = new LogGroup(this, 'logs', { name: `/${name}/client-vpn`, ...logs });
    const endpoint = this.endpoint(logGroup);
    this.clientVpnEndpointId = endpoint.id;
    this.selfServicePortalUrl = endpoint.selfServicePortalUrl;
    const associations = this.associations();
    this.nodes = {
      ...{ endpoint, associations, logGroup },
      authorizationRules: this.authorizationRules(),
      routes: this.routes(associations),
    };
    const signIn = 'saml' in props.authentication ? 'saml' : 'mutual-tls';
    const { certificateArn: serverCertificateArn } = props.serverCertificate;
    addClientVpnAlarms(this, { name, clientVpnEndpointId: endpoint.id, serverCertificateArn, signIn, topic });
  }

  private endpoint(logGroup: LogGroup): Ec2ClientVpnEndpoint {
    const { name, network, clientCidr, serverCertificate, authentication, options = {}, optOuts = {} } = this.props;
    const { protocol = 'udp', port = 443, sessionHours = 8, banner } = options;
    const endpoint = new Ec2ClientVpnEndpoint(this, 'endpoint', {
      ...{ vpcId: network.vpcId, clientCidrBlock: clientCidr, securityGroupIds: [this.securityGroupId] },
      serverCertificateArn: serverCertificate.certificateArn,
      authenticationOptions: [authenticationOptions(authentication)],
      selfServicePortal: hasPortal(authentication) ? 'enabled' : 'disabled',
      connectionLogOptions: { enabled: true, cloudwatchLogGroup: logGroup.logGroupName },
      dnsServers: [this.resolver],
      ...{ transportProtocol: protocol, vpnPort: port },
      ...{ sessionTimeoutHours: sessionHours, disconnectOnSessionTimeout: true },
      ...(banner !== undefined && { clientLoginBannerOptions: { enabled: true, bannerText: banner } }),
      tags: { Name: name },
    });
    endpoint.splitTunnel = isOn(endpoint, 'split_tunnel', optOuts.splitTunnel);
    return endpoint;
  }

  /** One subnet of a zone is all that an endpoint takes (Client VPN administrator guide, "Rules and best practices"). */
  private associations(): Record<string, Ec2ClientVpnNetworkAssociation> {
    const inZones = Object.entries(this.props.network.subnetIds.private).map(([zone, subnetId]) => [
      zone,
      new Ec2ClientVpnNetworkAssociation(this, `association-${zone}`, {
        ...{ clientVpnEndpointId: this.clientVpnEndpointId, subnetId },
      }),
    ]);
    return Object.fromEntries(inZones) as Record<string, Ec2ClientVpnNetworkAssociation>;
  }

  private authorizationRules(): Ec2ClientVpnAuthorizationRule[] {
    const groups = new Construct(this, 'groups');
    return Object.entries(this.props.access).flatMap(([name, access]) => {
      const group = new Construct(groups, name);
      return [
        this.authorize(group, 'dns', access, `${this.resolver}/32`, `${name}: names of the VPC`),
        ...access.ranges.map((range) => this.authorize(group, rangeKey(range), access, range, `${name}: ${range}`)),
      ];
    });
  }

  private authorize(scope: Construct, id: string, access: ClientVpnAccess, range: string, description: string) {
    const group = groupOf(access);
    const rule = new Ec2ClientVpnAuthorizationRule(scope, id, {
      ...{ clientVpnEndpointId: this.clientVpnEndpointId, targetNetworkCidr: range, description },
      ...(group === undefined ? { authorizeAllGroups: true } : { accessGroupId: group }),
      lifecycle: { ignoreChanges: [fixedDescription] },
    });
    if ('everybody' in access) isOn(rule, 'group_authorization', access.everybody);
    return rule;
  }

  /** The route to the network comes with each association; what is outside needs one through each, or connections by some zones end at the endpoint. */
  private routes(associations: Readonly<Record<string, Ec2ClientVpnNetworkAssociation>>): Ec2ClientVpnRoute[] {
    const { network, access } = this.props;
    const ranges = [...new Set(Object.values(access).flatMap((one) => one.ranges))];
    const outside = isKnown(network.cidr) ? ranges.filter((range) => !overlap(range, network.cidr)) : [];
    return Object.entries(associations).flatMap(([zone, { subnetId }]) =>
      outside.map(
        (range) =>
          new Ec2ClientVpnRoute(this, `route-${zone}-${rangeKey(range)}`, {
            clientVpnEndpointId: this.clientVpnEndpointId,
            destinationCidrBlock: range,
            // By way of the association, without which EC2 takes no route.
            targetVpcSubnetId: subnetId,
          }),
      ),
    );
  }

  /** The VPC's own, at its range plus two (VPC user guide, "DNS attributes for your VPC"); no security group stands before it. */
  private get resolver(): string {
    const { cidr } = this.props.network;
    if (isKnown(cidr)) return new Address4(cidr).startAddress().offset(2).correctForm();
    // As text: an expression that a caller wrote as text keeps its braces, which Fn.cidrhost would put outside of quotes.
    return `\${cidrhost("${cidr}", 2)}`;
  }
}

function authenticationOptions(authentication: ClientVpnAuthentication) {
  if ('mutualTls' in authentication) {
    const { certificateArn } = authentication.mutualTls.clientRootCertificateChain;
    return { type: 'certificate-authentication', rootCertificateChainArn: certificateArn };
  }
  const { provider, selfServicePortal: portal } = authentication.saml;
  const samlProviderArn = provider.providerArn;
  return {
    ...{ type: 'federated-authentication', samlProviderArn },
    ...(typeof portal === 'object' && { selfServiceSamlProviderArn: portal.providerArn }),
  };
}

function hasPortal(authentication: ClientVpnAuthentication): boolean {
  return 'saml' in authentication && (authentication.saml.selfServicePortal ?? 'off') !== 'off';
}

/** A range in construct ids: `10-30-4-0-24`. */
function rangeKey(range: string): string {
  return range.replace(/[./]/g, '-');
}
