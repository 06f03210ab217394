import type { CognitoRiskConfigurationConfig } from '@cdktf/provider-aws/lib/cognito-risk-configuration';
import type { CognitoUserPoolConfig } from '@cdktf/provider-aws/lib/cognito-user-pool';
import type { OptOut } from '../opt-out';
import { schemaOf } from './attributes';
import { hostOf } from './domain';
import type { PasswordRules, SignIn } from './sign-in';
import type { SesEmail, UserPoolProps } from './user-pool-props';

/** A user pool as its props decide; what may be opted out of is the caller's. */
export function poolConfig({ name, region, signIn, email, domain, attributes }: UserPoolProps): CognitoUserPoolConfig {
  const { selfSignUp, passkeys, tier = 'ESSENTIALS', password = {}, recovery = 'verified_email' } = signIn;
  return {
    name,
    userPoolTier: tier,
    usernameAttributes: ['email'],
    usernameConfiguration: { caseSensitive: false },
    autoVerifiedAttributes: ['email'],
    // Until the new address is verified, the old one stays.
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
    schema: schemaOf(attributes ?? {}),
    adminCreateUserConfig: { allowAdminCreateUserOnly: !selfSignUp },
    accountRecoverySetting: { recoveryMechanism: [{ name: recovery, priority: 1 }] },
    passwordPolicy: passwordPolicy(password),
    ...secondFactor(signIn),
    ...(passkeys && {
      signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
      webAuthnConfiguration: { relyingPartyId: hostOf(domain, region), userVerification: passkeys },
    }),
    ...(tier === 'PLUS' && { userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } }),
    emailConfiguration: emailConfiguration(email),
    // The review asks whether a pool that anybody may join is meant to be so.
    tags: { Name: name, ...(selfSignUp && { exposure: 'public' }) },
  };
}

function passwordPolicy({ minimumLength = 12, historySize = 5, temporaryDays = 7 }: PasswordRules) {
  return {
    ...{ minimumLength, passwordHistorySize: historySize, temporaryPasswordValidityDays: temporaryDays },
    ...{ requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true },
  };
}

function secondFactor({
  mfa,
}: SignIn): Pick<CognitoUserPoolConfig, 'mfaConfiguration' | 'softwareTokenMfaConfiguration'> {
  if (typeof mfa === 'object') return { mfaConfiguration: 'OFF' };
  return {
    mfaConfiguration: mfa === 'required' ? 'ON' : 'OPTIONAL',
    softwareTokenMfaConfiguration: { enabled: true },
  };
}

function emailConfiguration(email: SesEmail | OptOut) {
  if ('off' in email) return { emailSendingAccount: 'COGNITO_DEFAULT' };
  const { mail, from, replyTo } = email;
  return {
    ...{ emailSendingAccount: 'DEVELOPER', sourceArn: mail.identityArn, fromEmailAddress: from },
    ...{ configurationSet: mail.name, ...(replyTo && { replyToEmailAddress: replyTo }) },
  };
}

/** What threat protection does (Cognito developer guide, Advanced security with threat protection): a second factor is asked of who has one. */
export function riskConfig(userPoolId: string, { mail, from }: SesEmail): CognitoRiskConfigurationConfig {
  const does = (eventAction: string) => ({ eventAction, notify: false });
  return {
    userPoolId,
    compromisedCredentialsRiskConfiguration: { actions: { eventAction: 'BLOCK' } },
    accountTakeoverRiskConfiguration: {
      actions: {
        lowAction: does('NO_ACTION'),
        mediumAction: does('MFA_IF_CONFIGURED'),
        highAction: does('BLOCK'),
      },
      notifyConfiguration: { sourceArn: mail.identityArn, from },
    },
  };
}
