import { z } from 'zod';
import { domain, isDomain } from './domain';
import {
  byWord,
  fields,
  list,
  matching,
  named,
  nameOf,
  oneOf,
  protection,
  switchedOff,
  text,
  wholeNumber,
  yesOrNo,
} from './field';
import { address } from './mail';
import { firewallOrNone } from './requests';
import { notHere } from './service-shared';

const path = matching(/^\/[\w./-]{0,254}$/, 'a path of 1 to 255 letters, digits and _./- that starts with /');

/** Services send people to sign in, and verify the tokens of who did. */
const ofServices = fields({
  usedBy: z.literal('services'),
  /** Where it answers: hosts of services or of `edge`, 1 to 20. */
  hosts: list(text('a host such as shop.example.com, in lower case', isDomain), 'hosts', 1, 20),
  /** The path at each host that people come back to after sign-in, with a code: `/signed-in`. */
  callbackPath: path,
  /** The path at each host that people may be sent to after sign-out: `/`. */
  logoutPath: path,
  sessionHours: notHere('services that verify tokens keep sessions themselves'),
});

/** The balancer signs people in before it forwards a request: to the services whose `users` names the client, at each of their hosts. */
const ofBalancer = fields({
  usedBy: z.literal('balancer'),
  hosts: notHere('the hosts are those of the services that name the client'),
  callbackPath: notHere('people come back to the path that the balancer has for it'),
  /** The path at each host that people may be sent to after sign-out: `/`. */
  logoutPath: path,
  /**
   * After so many hours people sign in again, 1 to 168.
   * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateCognitoActionConfig.html
   */
  sessionHours: wholeNumber('hours', 1, 168),
});

/** The accounts of the application's users, in a Cognito user pool; `none` where it has none, or keeps them itself. */
export const users = z.union(
  [
    z.literal('none'),
    fields({
      /** What people sign in by, in any case of letters. Cognito changes it for no pool. */
      signIn: oneOf(['email']),
      /** The second factor, a code of an authenticator app: asked of everybody, or of who set it up. */
      mfa: oneOf(['optional', 'required']),
      /**
       * Sign-in by what a device holds, beside passwords: whether the device has to verify its user, or `none`. A passkey is of `domain`, and of no other.
       * Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html
       */
      passkeys: oneOf(['none', 'preferred', 'required']),
      /**
       * Whether Cognito blocks passwords that leaked and sign-ins of high risk, and asks a second factor of who has one at medium risk. It is the tier PLUS, which
       * costs more for each user. Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html
       */
      threatProtection: oneOf(['off', 'on']),
      /** The web ACL in front of the pages and the API of sign-in, or `none`. */
      firewall: firewallOrNone,
      /** Whether anybody may make an account; otherwise an administrator invites people. */
      selfSignUp: yesOrNo(),
      /** What codes and invitations are sent from, an address of `mail.from`: Cognito itself sends 50 a day. */
      emailFrom: z.union([address, switchedOff()], {
        error: () => 'an email address such as accounts@shop.example.com, or an object of off, reason',
      }),
      /** Where people sign in: `auth.shop.example.com`, in the public zone. The domain above it answers already: Cognito looks for its A record. */
      domain,
      /** The certificate of `dns.certificates` for `domain`, `usedBy` the distribution: Cognito shows it by CloudFront. */
      certificate: nameOf('a certificate of dns.certificates'),
      /** The applications that people sign in to, by name: 1 to 21 of a-z, 0-9 and single hyphens. */
      clients: named('clients', byWord('usedBy', [ofServices, ofBalancer])),
      /** Whether Cognito and Terraform refuse to delete the pool, with every account in it. */
      deletionProtection: protection(),
    }),
  ],
  {
    error: () =>
      '"none" or an object of signIn, mfa, passkeys, threatProtection, firewall, selfSignUp, emailFrom, domain, certificate, clients, deletionProtection',
  },
);
