import { arn, map, object, optional, reference, regionName, union, wholeNumber, type Description } from '../props';
import type { WebAclRef } from '../firewall/web-acl-ref';
import { emailAddress, fromAddress } from '../mail/address';
import { mailRef, type MailRef } from '../mail/mail-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { userAttributes, type UserAttributes } from './attributes';
import { clientProps, type ClientProps } from './client';
import { loginDomain, type LoginDomain } from './domain';
import { signIn, type SignIn } from './sign-in';
import { clientName, userPoolName } from './user-pool-ref';

export interface UserPoolProps {
  /** The pool's name, and the start of its alarms': `prod-shop`. */
  readonly name: string;
  readonly region: string;
  readonly signIn: SignIn;
  /** What codes and invitations are sent by. Without SES, Cognito sends 50 emails a day, from an address of its own. */
  readonly email: SesEmail | OptOut;
  readonly domain: LoginDomain;
  /** The applications that people sign in to, by name. */
  readonly clients: Readonly<Record<string, ClientProps>>;
  readonly alarms: UserPoolAlarmThresholds;
  /**
   * What is known of people beside their email address.
   * @default nothing
   */
  readonly attributes?: UserAttributes;
  /**
   * A web ACL in front of the pages and the API of the pool.
   * @default none
   */
  readonly webAcl?: WebAclRef;
  /**
   * Protections switched off, each with its reason.
   * @default none: Cognito and Terraform refuse to delete the pool
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

/** Email by SES, in the region of the pool. */
export interface SesEmail {
  readonly mail: MailRef;
  /** An address of the mail domain: `Shop <accounts@shop.example.com>`. */
  readonly from: string;
  /**
   * Where answers go.
   * @default the sender
   */
  readonly replyTo?: string;
}

export interface UserPoolAlarmThresholds {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /**
   * Sign-ins of a client that fail in 5 minutes, three times in a row: somebody tries passwords, or a release is broken.
   * @default 100
   */
  readonly failedSignIns?: number;
  /**
   * Requests of a client that Cognito throttles in 5 minutes.
   * @default 1
   */
  readonly throttledRequests?: number;
  /**
   * Sign-ins of high risk in 5 minutes, where the tier is PLUS.
   * @default 10
   */
  readonly riskySignIns?: number;
}

const count = (unit: string) => wholeNumber(unit, 1, 1_000_000, { structure: true });

export const userPoolProps: Description<UserPoolProps> = {
  name: userPoolName,
  region: regionName,
  signIn,
  email: union<SesEmail | OptOut>('email by SES, or a reason', {
    mail: object<SesEmail>({ mail: mailRef, from: fromAddress, replyTo: optional(emailAddress, 'the sender') }),
    off: optOut,
  }),
  domain: loginDomain,
  clients: map('clients', clientName, clientProps, { min: 1, max: 50 }),
  alarms: object<UserPoolAlarmThresholds>({
    topic: topicRef,
    failedSignIns: optional(count('sign-ins'), '100'),
    throttledRequests: optional(count('requests'), '1'),
    riskySignIns: optional(count('sign-ins'), '10'),
  }),
  attributes: optional(userAttributes, 'nothing'),
  webAcl: optional(
    reference<WebAclRef>('a web ACL of scope REGIONAL', {
      webAclArn: arn('a web ACL of scope REGIONAL', 'wafv2', /^regional\/webacl\/[\w-]+\/[\w-]+$/),
    }),
    'none',
  ),
  optOuts: optional(
    object<NonNullable<UserPoolProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Cognito and Terraform refuse to delete the pool'),
    }),
    'none',
  ),
};
