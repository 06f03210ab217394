import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct } from 'constructs';
import { arn, checkProps, list, matching, reference, text, type Description } from '../props';
import { anAudience, anIssuerUrl, audiencePattern, isIssuerUrl, issuerPattern } from './subject-grammar';

/** An OIDC provider, as this or another stack made it. */
export interface OidcProviderRef {
  readonly providerArn: string;
  /** Who signs the tokens, without `https://`: `gitlab.com`. It is the front half of every condition key about them. */
  readonly issuer: string;
  /** What tokens must have been made for; a role that trusts the provider takes these and no other. */
  readonly audiences: readonly string[];
}

export interface OidcProviderProps {
  /** The issuer, as its tokens have it in `iss`, and as AWS reaches it: `https://gitlab.example.com`, without a port or a slash at the end. */
  readonly url: string;
  /** What its tokens are made for, as they have it in `aud`: 1 to 100. GitLab's own is the address of the instance. */
  readonly audiences: readonly string[];
}

const source = 'IAM API reference, CreateOpenIDConnectProvider';

const issuerUrl = text(anIssuerUrl, isIssuerUrl, { structure: true, source });
const audience = matching(audiencePattern, anAudience, { structure: true });
const audiences = list('audiences', audience, { min: 1, max: 100, source });

const oidcProviderProps: Description<OidcProviderProps> = { url: issuerUrl, audiences };

export const oidcProviderRef = reference<OidcProviderRef>('an OIDC provider', {
  providerArn: arn('an OIDC provider', 'iam', /^oidc-provider\/./),
  issuer: matching(issuerPattern, 'an issuer without https://, such as gitlab.com', { structure: true }),
  audiences,
});

/**
 * Lets the account read the tokens of an issuer, so that its jobs need no access key. It grants nothing by itself: roles that trust a
 * subject do. AWS takes one of each URL for each account.
 */
export class OidcProvider extends Construct implements OidcProviderRef {
  static readonly props = oidcProviderProps;
  readonly providerArn: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly nodes: { readonly provider: IamOpenidConnectProvider };

  /** @throws PropsError for a URL or an audience that IAM refuses. */
  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    checkProps(this, oidcProviderProps, props);
    const { url, audiences } = props;
    const provider = openIdConnectProvider(this, url, audiences);
    this.nodes = { provider };
    this.providerArn = provider.arn;
    this.issuer = url.replace('https://', '');
    this.audiences = audiences;
  }
}

export function openIdConnectProvider(
  scope: Construct,
  url: string,
  audiences: readonly string[],
): IamOpenidConnectProvider {
  return new IamOpenidConnectProvider(scope, 'provider', {
    url,
    clientIdList: [...audiences],
    // No thumbprint: AWS verifies the issuer's certificate against its own trusted authorities.
  });
}
