import type { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct } from 'constructs';
import { arn, reference } from '../props';
import { openIdConnectProvider } from './oidc-provider';

/** The host of GitHub's tokens: the issuer, and the front half of every condition key about them. */
export const githubIssuer = 'token.actions.githubusercontent.com';
/** What a token must have been made for. */
export const githubAudience = 'sts.amazonaws.com';

/** GitHub's identity provider, as this or another stack made it. */
export interface GitHubOidcProviderRef {
  readonly providerArn: string;
}

export const gitHubOidcProviderRef = reference<GitHubOidcProviderRef>("GitHub's identity provider", {
  providerArn: arn('an OIDC provider', 'iam', /^oidc-provider\/./),
});

/**
 * Lets the account read GitHub's tokens, so that CI needs no access key. It grants nothing by itself: roles that trust a repository
 * and environment do. AWS takes one for each account.
 */
export class GitHubOidcProvider extends Construct implements GitHubOidcProviderRef {
  readonly providerArn: string;
  readonly nodes: { readonly provider: IamOpenidConnectProvider };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const provider = openIdConnectProvider(this, `https://${githubIssuer}`, [githubAudience]);
    this.nodes = { provider };
    this.providerArn = provider.arn;
  }
}
