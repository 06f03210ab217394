import { memoized } from '../../../review/memoize';
import { arnOf } from '../../../review/model/identity';
import type { Graph } from '../../../review/model/graph';
import type { Statement } from '../../../review/iam/document';
import { overlapsText } from '../../../review/iam/text-matching';
import { elided, keyOf, type AnyText } from '../../../review/model/text';

/** The OIDC issuers, by host, that a trust statement allows: `token.actions.githubusercontent.com`. */
export function issuersOf(statement: Statement, graph: Graph): readonly string[] {
  const actions = statement.actions ?? ['*'];
  if (!actions.some((action) => overlapsText(action, 'sts:AssumeRoleWithWebIdentity', true) !== false)) return [];
  const federated = (statement.principals ?? []).filter(({ type }) => type === 'Federated');
  return federated
    .filter(({ id }) => !/:saml-provider\/|aws_iam_saml_provider/.test(String(id)))
    .map(({ id }) => hostOf(id, graph));
}

function hostOf(id: AnyText, graph: Graph): string {
  const known = hostsOf(graph).get(keyOf(id)) ?? /:oidc-provider\/(.+)$/.exec(String(id))?.[1] ?? String(id);
  return known.replace(/^https:\/\//, '').toLowerCase();
}

const hostsOf = memoized((graph: Graph): ReadonlyMap<string, string> => {
  const hosts = new Map<string, string>();
  for (const provider of graph.all('aws_iam_openid_connect_provider')) {
    const url = provider.at('url');
    if (typeof url === 'string') hosts.set(keyOf(arnOf(provider)), url);
  }
  return hosts;
});

/** Issuers of CI/CD systems: GitHub, GitLab, Bitbucket, HCP Terraform and others. */
const pipelines =
  /^(token\.actions\.githubusercontent\.com|.*gitlab.*|api\.bitbucket\.org\/.*|app\.terraform\.io|agent\.buildkite\.com|oidc\.circleci\.com\/.*|vstoken\.dev\.azure\.com\/.*|.*\.spacelift\.io)$/;

/** What only jobs have in front of their subject: of GitHub, of GitLab on any host, of HCP Terraform and Terraform Enterprise. */
const jobs = /^(repo:|project_(path|id):|organization:[^:]+:project:)/;

/** Whether a trust statement allows a pipeline: an external one by its issuer or by the subject it has, or CodeBuild and CodePipeline. */
export function isForPipeline(statement: Statement, graph: Graph): boolean {
  const services = (statement.principals ?? []).filter(({ type }) => type === 'Service');
  const isCode = services.some(({ id }) => /^code(build|pipeline|deploy)\./.test(elided(id)));
  if (isCode) return true;
  const issuers = issuersOf(statement, graph);
  const subjects = statement.conditions.filter(({ key }) => /:sub$/i.test(elided(key)));
  const isJob = subjects.some(({ values }) => values.some((value) => jobs.test(elided(value))));
  return issuers.some((issuer) => pipelines.test(issuer)) || (issuers.length > 0 && isJob);
}

/** Whether the text before the first wildcard names a whole project: `repo:example/shop:*`, `system:serviceaccount:shop:*`. */
export function namesProject(subject: string): boolean {
  const prefix = subject.split(/[*?]/)[0] ?? '';
  // A project of GitLab may be in subgroups, so that its path ends with the colon alone.
  if (/^project_(path|id):/.test(subject)) return /^project_(path|id):[^:]+:/.test(prefix);
  const parts = prefix.split(/[:/]/).filter((part) => part !== '');
  return /[:/]$/.test(prefix) && parts.length >= 3;
}
