import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { GitHubOidcProvider, OidcProvider, type PipelineTrust } from '../modules/iam';

/** The jobs that plan and apply an environment, and the provider of their issuer. */
export function pipeline(
  scope: Construct,
  ci: Environment['identity']['ci'],
): { readonly plan: PipelineTrust; readonly apply: PipelineTrust } {
  if ('gitlab' in ci) {
    const { url, project, planRef, applyRef } = ci.gitlab;
    const provider = new OidcProvider(scope, 'gitlab', { url, audiences: [url] });
    return {
      plan: { gitlab: { provider, project, ref: planRef } },
      apply: { gitlab: { provider, project, ref: applyRef } },
    };
  }
  if ('oidc' in ci) {
    const { url, audience, planSubject, applySubject } = ci.oidc;
    const provider = new OidcProvider(scope, 'oidc', { url, audiences: [audience] });
    return { plan: { oidc: { provider, subject: planSubject } }, apply: { oidc: { provider, subject: applySubject } } };
  }
  const { repository, planEnvironment, applyEnvironment } = ci;
  const provider = new GitHubOidcProvider(scope, 'github');
  const inGitHub = (environment: string): PipelineTrust => ({ github: { provider, repository, environment } });
  return { plan: inGitHub(planEnvironment), apply: inGitHub(applyEnvironment) };
}
