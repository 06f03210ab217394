import { gitLabSubject, subjectFault, type GitRef } from '../../modules/iam/subject-grammar';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import type { Sound } from './sound';

type Ci = NonNullable<Sound<Environment['identity']>['ci']>;

/** A job that may plan or apply: the field that decides it, and its subject among those of its issuer. */
export interface PipelineJob {
  readonly path: readonly string[];
  readonly issuer: string;
  readonly subject: string;
}

/** The jobs that GitHub environments name; GitHub ignores the case of names. */
export function gitHubJobs(ci: Ci | undefined): readonly PipelineJob[] {
  if (!ci || !('repository' in ci)) return [];
  const { repository } = ci;
  return (['planEnvironment', 'applyEnvironment'] as const).flatMap((field) => {
    const environment = ci[field];
    if (repository === undefined || environment === undefined) return [];
    return { path: [field], issuer: 'github', subject: `${repository}/${environment}`.toLowerCase() };
  });
}

/** The jobs that branches and tags of GitLab name; any branch is nobody's own. */
export function gitLabJobs(ci: Ci | undefined): readonly PipelineJob[] {
  const { url, project, planRef, applyRef } = (ci && 'gitlab' in ci && ci.gitlab) || {};
  if (url === undefined || project === undefined) return [];
  return Object.entries({ planRef, applyRef }).flatMap(([field, ref]) =>
    isRef(ref) ? { path: ['gitlab', field], issuer: url, subject: gitLabSubject(project, ref) } : [],
  );
}

/** The jobs of another issuer, by their subjects. */
export function oidcJobs(ci: Ci | undefined): readonly PipelineJob[] {
  const { url, planSubject, applySubject } = (ci && 'oidc' in ci && ci.oidc) || {};
  if (url === undefined) return [];
  return Object.entries({ planSubject, applySubject }).flatMap(([field, subject]) =>
    subject === undefined ? [] : { path: ['oidc', field], issuer: url, subject },
  );
}

function isRef(ref: unknown): ref is GitRef {
  if (typeof ref !== 'object' || ref === null) return false;
  return Object.values(ref).some((name) => typeof name === 'string');
}

/** A subject has the form of its issuer, where that is known. */
export function subjectsOfIssuer({ identity: { ci } = {} }: Sound<Environment>): Finding[] {
  return oidcJobs(ci).flatMap(({ path, issuer, subject }) => {
    const expected = subjectFault(issuer.replace('https://', ''), subject);
    return expected === undefined ? [] : [{ path: ['identity', 'ci', ...path], expected }];
  });
}

/** A plan reads the state of the environment, and so would whoever may push a branch. */
export function planOfOneRef({ criticality, identity: { ci } = {} }: Sound<Environment>): Finding[] {
  const isOpen = ci && 'gitlab' in ci && ci.gitlab?.planRef === 'any-branch';
  if (!isOpen || (criticality !== 'high' && criticality !== 'critical')) return [];
  const expected = `one branch or tag, since criticality is ${criticality}: a plan reads the state`;
  return [{ path: ['identity', 'ci', 'gitlab', 'planRef'], expected }];
}
