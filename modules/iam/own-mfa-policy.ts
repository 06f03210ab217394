import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { fixedDescription } from '../fixed-description';
import { accountId, checkProps, type Description } from '../props';
import { iamVariable, policyDocument } from './policy-document';
import type { PolicyStatement } from './policy-statement';
import type { PolicyRef } from './policy-ref';

export interface OwnMfaPolicyProps {
  /** The account of the users: 12 digits. */
  readonly account: string;
}

const ownMfaPolicyProps: Description<OwnMfaPolicyProps> = { account: accountId };

/**
 * Lets a user enrol MFA, and nothing else before that: whatever other policies the user has, they count from the first
 * sign-in with MFA on. Every `Group` carries it.
 *
 * A newcomer signs in to the console with the password that an administrator gave, makes a device named after the user
 * (`alice`, `alice-phone`), signs in again with it, and then changes the password: so create users without "must create a
 * new password at next sign-in", which asks for that change before MFA. From the AWS CLI, name the device (`mfa_serial`).
 *
 * Users may stand at the root or below a path, such as `/people/`.
 */
export class OwnMfaPolicy extends Construct implements PolicyRef {
  static readonly props = ownMfaPolicyProps;
  readonly policyArn: string;
  readonly nodes: { readonly policy: IamPolicy };

  /** @throws PropsError for an account that is none. */
  constructor(scope: Construct, id: string, props: OwnMfaPolicyProps) {
    super(scope, id);
    checkProps(this, ownMfaPolicyProps, props);
    const { account } = props;
    const policy = new IamPolicy(this, 'policy', {
      name: 'own-mfa',
      path: '/people/',
      description: 'Manage your own MFA device without MFA, and do nothing else without it',
      policy: policyDocument([...enrolment(account), withMfa(account), nothingElseWithoutMfa]),
      lifecycle: { ignoreChanges: [fixedDescription] },
    });
    this.nodes = { policy };
    this.policyArn = policy.arn;
  }
}

const username = iamVariable('aws:username');
/**
 * The user at the root and below any path: `user/alice`, `user/people/alice`. A wildcard spans slashes, but a user's name has none (IAM API
 * reference, User, UserName) and is unique in its account whatever its path, so the last part names one user only.
 */
const users = (account: string) => ['', '*/'].map((path) => `arn:aws:iam::${account}:user/${path}${username}`);
/** A device has a path of its own, not its user's. The console and this policy's users leave it at the root. */
const devices = (account: string) => ['', '-*'].map((rest) => `arn:aws:iam::${account}:mfa/${username}${rest}`);

/**
 * The key is there for a console session, with or without MFA, and missing for an access key: so a stolen access key
 * cannot enrol a device of its own and pass for MFA. (Credentials from GetSessionToken without MFA cannot call IAM.)
 */
const inConsole = { Null: { 'aws:MultiFactorAuthPresent': 'false' } };

const aboutOwnUser = [
  'iam:EnableMFADevice',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ResyncMFADevice',
];

function enrolment(account: string): PolicyStatement[] {
  return [
    // AWS offers nothing narrower than *: the console lists devices to show one's own.
    { Sid: 'ListsDevices', Effect: 'Allow', Action: 'iam:ListVirtualMFADevices', Resource: '*', Condition: inConsole },
    {
      Sid: 'MakesOwnDevice',
      Effect: 'Allow',
      Action: 'iam:CreateVirtualMFADevice',
      Resource: devices(account),
      Condition: inConsole,
    },
    { Sid: 'EnrolsOwnDevice', Effect: 'Allow', Action: aboutOwnUser, Resource: users(account), Condition: inConsole },
  ];
}

/** What takes protection away, or makes another credential, requires MFA. */
function withMfa(account: string): PolicyStatement {
  return {
    Sid: 'OwnCredentialsWithMfa',
    Effect: 'Allow',
    Action: [
      'iam:ChangePassword',
      'iam:CreateAccessKey',
      'iam:DeactivateMFADevice',
      'iam:DeleteAccessKey',
      'iam:DeleteVirtualMFADevice',
      'iam:ListAccessKeys',
      'iam:UpdateAccessKey',
    ],
    Resource: [...users(account), ...devices(account)],
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  };
}

const nothingElseWithoutMfa: PolicyStatement = {
  Sid: 'NothingElseWithoutMfa',
  Effect: 'Deny',
  // GetSessionToken is how the AWS CLI turns an access key and a code into a session with MFA.
  NotAction: ['iam:CreateVirtualMFADevice', 'iam:ListVirtualMFADevices', ...aboutOwnUser, 'sts:GetSessionToken'],
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};
