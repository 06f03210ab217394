import { list, object, optional, regionName, type Prop } from '../props';
import type { PolicyStatement } from './policy-statement';
import { samlProviderRef, type SamlProviderRef } from './saml-provider';

export interface SamlTrust {
  readonly saml: {
    readonly provider: SamlProviderRef;
    /**
     * The regions whose sign-in endpoints people may come through. AWS advises several, so that they can sign in while one region is down.
     * @default us-east-1 alone, whose endpoint is https://signin.aws.amazon.com/saml
     */
    readonly signInRegions?: readonly string[];
  };
}

export const signInRegions = list('regions', regionName, { min: 1, max: 20 });

export const samlTrust: Prop<SamlTrust> = object<SamlTrust>({
  saml: object<SamlTrust['saml']>({
    provider: samlProviderRef,
    signInRegions: optional(signInRegions, 'us-east-1'),
  }),
});

/** Where the browser of somebody posts the assertion. Source: AWS General Reference, AWS Sign-In endpoints and quotas. */
export function signInEndpoint(region: string): string {
  return region === 'us-east-1' ? 'https://signin.aws.amazon.com/saml' : `https://${region}.signin.aws.amazon.com/saml`;
}

/**
 * People of a SAML provider, by assertions that were made for AWS (IAM user guide, Create a role for SAML 2.0 federation). MFA is the provider's to ask for:
 * an assertion does not tell IAM of it.
 */
export function samlStatement({ saml: { provider, signInRegions = ['us-east-1'] } }: SamlTrust): PolicyStatement {
  const [only = '', ...others] = signInRegions.map(signInEndpoint);
  return {
    Sid: 'PeopleOfSamlProvider',
    Effect: 'Allow',
    Principal: { Federated: provider.providerArn },
    Action: 'sts:AssumeRoleWithSAML',
    Condition: { StringEquals: { 'SAML:aud': others.length === 0 ? only : [only, ...others] } },
  };
}
