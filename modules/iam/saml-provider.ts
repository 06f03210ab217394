import { IamSamlProvider } from '@cdktf/provider-aws/lib/iam-saml-provider';
import { Construct } from 'constructs';
import { arn, checkProps, matching, reference, type Description } from '../props';
import { samlMetadata } from './saml-metadata';

/** A SAML provider that this or another stack made. */
export interface SamlProviderRef {
  readonly providerArn: string;
}

export interface SamlProviderProps {
  /** Its name, unique in its account: `okta`. It is part of the ARN that the provider's assertions name, so another one makes another provider. */
  readonly name: string;
  /** The metadata document of the identity provider, as the text of a file: its issuer, its sign-in address and its certificates. */
  readonly metadata: string;
}

/** IAM API reference, CreateSAMLProvider, Name. */
export const samlProviderName = matching(/^[\w.-]{1,128}$/, '1 to 128 letters, digits and ._-', {
  source: 'IAM API reference, CreateSAMLProvider, Name',
});

const samlProviderProps: Description<SamlProviderProps> = { name: samlProviderName, metadata: samlMetadata };

export const samlProviderRef = reference<SamlProviderRef>('a SAML provider', {
  providerArn: arn('a SAML provider', 'iam', /^saml-provider\/[\w.-]{1,128}$/),
});

/**
 * Lets people of an identity provider that speaks SAML 2.0 into the account, where they do not come from Identity Center. It grants nothing by itself: roles
 * that trust it do, and the identity provider decides who may assume which.
 *
 * Certificates in the metadata expire: apply the new document of the identity provider before they do, or nobody signs in.
 */
export class SamlProvider extends Construct implements SamlProviderRef {
  static readonly props = samlProviderProps;
  readonly providerArn: string;
  readonly nodes: { readonly provider: IamSamlProvider };

  /** @throws PropsError for a name that IAM refuses, and for metadata that describe no identity provider, with line and column. */
  constructor(scope: Construct, id: string, props: SamlProviderProps) {
    super(scope, id);
    checkProps(this, samlProviderProps, props);
    const provider = new IamSamlProvider(this, 'provider', { name: props.name, samlMetadataDocument: props.metadata });
    this.nodes = { provider };
    this.providerArn = provider.arn;
  }
}
