import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { ClientVpn, type ClientVpnAccess, type ClientVpnAuthentication } from '../modules/client-vpn';
import type { Key } from '../modules/kms';
import { subnetCidrs, type Network } from '../modules/network';
import type { TopicRef } from '../modules/notifications';
import type { SecurityGroupRef } from '../modules/security-group';
import type { VpnSignIn } from './vpn-sign-in';

export interface ClientVpnOutputs {
  readonly securityGroup: SecurityGroupRef;
  /** For whoever exports the configuration of clients: `cvpn-endpoint-…`. */
  readonly clientVpnEndpointId: string;
  readonly selfServicePortalUrl?: string;
}

interface Below {
  readonly network: Network;
  /** Encrypts the connection logs; it is made where there are any. */
  readonly key: () => Key;
  readonly alarms: TopicRef;
  readonly signIn: VpnSignIn | undefined;
}

/** The VPN as its environment decides it: whoever is let in is authorized for the data tier, and its security group is opened where the stores are made. */
export function addClientVpn(scope: Construct, environment: Environment, below: Below): ClientVpnOutputs | undefined {
  const { name, logRetentionDays, network: decided } = environment;
  const { vpn } = decided;
  if (vpn === 'none') return undefined;
  const { clientCidr, serverCertificateArn, authentication, protocol, port, sessionHours, banner } = vpn;
  const { network, key, alarms: topic, signIn } = below;
  // Of zones that retire too: what is there is reached until it goes.
  const ranges = Object.keys(network.routeTableIds.data).map((zone) => subnetCidrs(decided.cidr, zone).data);
  const endpoint = new ClientVpn(scope, 'client-vpn', {
    ...{ name, network, clientCidr, topic },
    serverCertificate: { certificateArn: serverCertificateArn },
    authentication: authenticationOf(authentication, signIn),
    access: accessTo([...ranges].sort(), authentication),
    options: { protocol, port, sessionHours, ...(banner !== 'none' && { banner }) },
    logs: { key: key(), retentionDays: logRetentionDays },
  });
  const { securityGroupId, clientVpnEndpointId, selfServicePortalUrl } = endpoint;
  const hasPortal = authentication.type === 'saml' && authentication.selfServicePortal !== 'off';
  return { securityGroup: { securityGroupId }, clientVpnEndpointId, ...(hasPortal && { selfServicePortalUrl }) };
}

type Decided = Exclude<Environment['network']['vpn'], 'none'>['authentication'];

function authenticationOf(decided: Decided, signIn: VpnSignIn | undefined): ClientVpnAuthentication {
  if (decided.type === 'mutual-tls') {
    const { clientRootCertificateChainArn: certificateArn } = decided;
    return { mutualTls: { clientRootCertificateChain: { certificateArn } } };
  }
  if (!signIn) throw new Error('the account stack has made no SAML provider for network.vpn');
  const { provider, portal } = signIn;
  const { selfServicePortal: word } = decided;
  const selfServicePortal = typeof word === 'object' ? portal : word;
  return { saml: { provider, ...(selfServicePortal && { selfServicePortal }) } };
}

function accessTo(ranges: readonly string[], decided: Decided): Record<string, ClientVpnAccess> {
  if (decided.type === 'mutual-tls') {
    return { everybody: { everybody: { off: true, reason: decided.reason }, ranges } };
  }
  return Object.fromEntries(Object.entries(decided.groups).map(([name, group]) => [name, { group, ranges }]));
}
