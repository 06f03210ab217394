import { Address4 } from 'ip-address';
import { z } from 'zod';
import { byWord, fields, list, matching, name, nameOf, named, oneOf, reason, text } from './field';
import { isCanonical, rangeWanted } from './range';

/** What AWS takes (https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html), in private space (RFC 1918). */
const isOfClients = (network: Address4) =>
  network.subnetMask >= 12 && network.subnetMask <= 22 && network.startAddress().isPrivate();
const clientCidr = text(
  rangeWanted('a /12 to /22 in private space', isOfClients),
  (value) => isCanonical(value) && isOfClients(new Address4(value)),
);

const certificateArn = matching(
  /^arn:aws:acm:[a-z]{2}(-[a-z]+)+-\d:\d{12}:certificate\/[\w-]{1,64}$/,
  'the ARN of a certificate in ACM, such as arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d',
);

const samlProvider = {
  /** Its name in IAM, unique in the account: `vpn`. */
  name: name(/^[\w.-]{1,128}$/, '1 to 128 letters, digits and ._-'),
  /** Its metadata document, as a file of this project: `environments/saml/vpn.xml`. */
  metadataFile: matching(
    /^(?!.*\.\.)[\w-][\w./-]{0,200}\.xml$/,
    'the path of an XML file of the project, such as environments/saml/vpn.xml',
  ),
};

const oneOfNumbers = <const Numbers extends readonly [number, number, ...number[]]>(what: string, numbers: Numbers) =>
  z.literal(numbers, { error: () => `one of ${numbers.join(', ')} (${what})` });

const saml = fields({
  type: z.literal('saml'),
  /** The application of the identity provider for Client VPN. It is not that of `identity.saml`, whose assertions are for the console. */
  ...samlProvider,
  /**
   * Where people get the client and its configuration: `off` for somebody who hands them out; `on` where the application takes the address of the portal too;
   * else another application's name and document.
   */
  selfServicePortal: z.union([z.literal(['off', 'on']), fields(samlProvider)], {
    error: ({ input }) =>
      typeof input === 'object' ? 'an object of name, metadataFile' : '"off", "on" or an object of name, metadataFile',
  }),
  /** Who may connect, 1 to 50 groups by a name: their id or name, as assertions have it in `memberOf`. */
  groups: named(
    'groups',
    name(/^\w[\w .,@:/+=-]{0,254}$/, 'the id or name of a group, 1 to 255 of letters, digits, spaces and _.,@:/+=-'),
  ),
});

const mutualTls = fields({
  type: z.literal('mutual-tls'),
  /** A certificate in ACM whose chain has the authority of clients' certificates; `serverCertificateArn` where that is the same. */
  clientRootCertificateChainArn: certificateArn,
  /** Why certificates and not sign-in: everybody who has one is let in, and it has no groups and no second factor. */
  reason: reason(),
});

/** A Client VPN endpoint: people's devices in the network, where Session Manager is not enough (docs/guides/client-vpn.md). */
export const vpn = z.union(
  [
    z.literal('none'),
    fields({
      /** The range of connected devices: /12 to /22 in private space, which no network of any environment has. It never changes. */
      clientCidr,
      /** The certificate that the endpoint proves itself by, in ACM of the environment's account and region. */
      serverCertificateArn: certificateArn,
      /** How people prove who they are; its `type` tells which other fields there are. */
      authentication: byWord('type', [saml, mutualTls]),
      /** What those who are let in open connections to, on the port of each, 1 or more in all. Logging in there is another matter. */
      reaches: fields({
        /** Databases of `databases`. */
        databases: list(nameOf('a database'), 'names of databases', 0, 20),
        /** Aurora clusters of `clusters`. */
        clusters: list(nameOf('a cluster'), 'names of clusters', 0, 20),
        /** Caches of `caches`. */
        caches: list(nameOf('a cache'), 'names of caches', 0, 20),
      }),
      /** UDP is faster; TCP goes through more firewalls. */
      protocol: oneOf(['udp', 'tcp']),
      /** The port that devices connect to. */
      port: oneOfNumbers('a port', [443, 1194]),
      /** Hours after which a session ends and people sign in again. */
      sessionHours: oneOfNumbers('hours', [8, 10, 12, 24]),
      /** What the client of AWS shows when a session starts: `none`, or up to 1400 characters. */
      banner: text(
        '"none" or a banner of 1 to 1400 characters',
        (value) => value.trim().length >= 1 && value.length <= 1400,
      ),
    }),
  ],
  {
    error: () =>
      '"none" or an object of clientCidr, serverCertificateArn, authentication, reaches, protocol, port, sessionHours, banner',
  },
);
