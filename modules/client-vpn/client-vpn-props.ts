import { certificateRef, type CertificateRef } from '../certificate/certificate-ref';
import { samlProviderRef, type SamlProviderRef } from '../iam/saml-provider';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  either,
  ipv4Range,
  list,
  map,
  matching,
  object,
  oneOf,
  oneOfNumbers,
  optional,
  sentence,
  union,
  type Description,
} from '../props';

export interface ClientVpnProps {
  /** The start of its names and alarms, unique in its account and region: `prod`. */
  readonly name: string;
  /** The endpoint is associated with its private subnets, one in each zone. */
  readonly network: NetworkRef;
  /**
   * The range that clients get addresses of: private IPv4 (RFC 1918), /12 to /22, which overlaps nothing that they reach. A part of it is kept for availability:
   * twice the addresses of the connections at one time. Another range replaces the endpoint.
   */
  readonly clientCidr: string;
  /** The certificate that the endpoint proves itself by, in ACM of the same region: RSA with 2048 bits. */
  readonly serverCertificate: CertificateRef;
  /** How people prove who they are, exactly one way. Another one replaces the endpoint. */
  readonly authentication: ClientVpnAuthentication;
  /** Who is authorized for which ranges, by a name for each group: `developers`. Nobody else reaches anything. */
  readonly access: Readonly<Record<string, ClientVpnAccess>>;
  /**
   * How connections go.
   * @default UDP on port 443, sessions of 8 hours, no banner
   */
  readonly options?: ClientVpnOptions;
  /**
   * Without a split tunnel everything that a connected device sends goes to the endpoint, which has no route to the internet.
   * @default none
   */
  readonly optOuts?: { readonly splitTunnel?: OptOut };
  /** Where the encryption and the retention of connection logs come from. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly logs: { readonly key: KeyRef; readonly retentionDays: number };
  /** Told of many failed sign-ins, and before a certificate or a revocation list expires. */
  readonly topic: TopicRef;
}

export type ClientVpnAuthentication = { readonly saml: SamlSignIn } | { readonly mutualTls: MutualTls };

export interface SamlSignIn {
  /** An identity provider whose assertions are for `urn:amazon:webservices:clientvpn`, in the account of the endpoint. */
  readonly provider: SamlProviderRef;
  /**
   * Whether people get the client and its configuration from the self-service portal: `on` where the application of `provider` takes the portal's address too,
   * else a provider of its own.
   * @default off
   */
  readonly selfServicePortal?: 'off' | 'on' | SamlProviderRef;
}

export interface MutualTls {
  /** A certificate in ACM whose chain has the authority that clients' certificates are of; that of the server, where it is the same. */
  readonly clientRootCertificateChain: CertificateRef;
}

/** A group of the identity provider, as assertions have it in `memberOf`; or everybody who connects, since certificates have no groups. */
export type ClientVpnAccess =
  | { readonly group: string; readonly ranges: readonly string[] }
  | { readonly everybody: OptOut; readonly ranges: readonly string[] };

export interface ClientVpnOptions {
  /**
   * UDP is faster; TCP goes through more firewalls. Another one replaces the endpoint.
   * @default udp
   */
  readonly protocol?: 'udp' | 'tcp';
  /** @default 443 */
  readonly port?: 443 | 1194;
  /**
   * Hours after which people sign in again; they are disconnected then.
   * @default 8
   */
  readonly sessionHours?: 8 | 10 | 12 | 24;
  /**
   * What the client of AWS shows when a session starts, up to 1400 characters.
   * @default none
   */
  readonly banner?: string;
}

const admin = 'Client VPN administrator guide';
const rules = `${admin}, Rules and best practices`;
const clientCidr = ipv4Range(12, 22, { private: true, structure: true, source: rules });
/** None wider than /8 nor on the internet: there is no way there through the endpoint. */
const ranges = list('IPv4 ranges', ipv4Range(8, 32, { private: true, structure: true }), { min: 1, max: 50 });
const groupName = matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens', {
  structure: true,
});

const authentication = union<ClientVpnAuthentication>('the authentication', {
  saml: object<{ saml: SamlSignIn }>({
    saml: object<SamlSignIn>({
      provider: samlProviderRef,
      selfServicePortal: optional(either<'off' | 'on', SamlProviderRef>(oneOf(['off', 'on']), samlProviderRef), 'off'),
    }),
  }),
  mutualTls: object<{ mutualTls: MutualTls }>({
    mutualTls: object<MutualTls>({ clientRootCertificateChain: certificateRef }),
  }),
});

const access = union<ClientVpnAccess>('who is let in', {
  group: object<Extract<ClientVpnAccess, { group: string }>>({
    group: sentence('the id or name of a group', { max: 255, structure: true, source: `${admin}, Quotas` }),
    ranges,
  }),
  everybody: object<Extract<ClientVpnAccess, { everybody: OptOut }>>({ everybody: optOut, ranges }),
});

export const clientVpnProps: Description<ClientVpnProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens, a letter first'),
  network: networkRef,
  clientCidr,
  serverCertificate: certificateRef,
  authentication,
  access: map('groups', groupName, access, { min: 1, max: 50 }),
  options: optional(
    object<ClientVpnOptions>({
      protocol: optional(oneOf(['udp', 'tcp'], { structure: true }), 'udp'),
      port: optional(oneOfNumbers('(a port)', [443, 1194], { source: rules }), '443'),
      sessionHours: optional(oneOfNumbers('hours', [8, 10, 12, 24], { source: `${admin}, Maximum duration` }), '8'),
      banner: optional(sentence('a banner', { max: 1400, source: `${admin}, Client login banner` }), 'none'),
    }),
    'UDP on port 443, sessions of 8 hours, no banner',
  ),
  optOuts: optional(object<{ splitTunnel?: OptOut }>({ splitTunnel: optional(optOut, 'on') }), 'none'),
  logs: object<ClientVpnProps['logs']>({ key: keyRef, retentionDays: logRetention }),
  topic: topicRef,
};
