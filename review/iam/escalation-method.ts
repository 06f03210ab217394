import type { HostKind } from './hosts';

/** What the steps of a method are done to. */
export type Target =
  /** Whatever is created; or what is done to it is not asked. */
  | 'anything'
  | 'own user'
  /** The role itself, or one that the identity may assume. */
  | 'own role'
  | 'own group'
  /** A customer managed policy that is attached to it, or to a role that it may assume. */
  | 'own policy'
  /** The policy that is its boundary. */
  | 'own boundary'
  /** The user or role itself, which a boundary limits. */
  | { readonly boundaryOf: 'user' | 'role' }
  | 'another user'
  | 'another role'
  | 'another group'
  /** A role that a wildcard or a chain of roles leads to. */
  | 'assumable role'
  /** A user or role that it creates. */
  | { readonly created: 'user' | 'role' }
  /** A policy of its own that denies something: where it is attached, and how. */
  | { readonly denyingOf: 'user' | 'role' | 'group'; readonly attached: 'inline' | 'managed' | 'by membership' }
  /** A role that the service may assume. */
  | { readonly passedTo: string }
  /** What runs with a role already. */
  | { readonly host: HostKind }
  /** An identity provider that roles trust. */
  | { readonly provider: 'saml' | 'oidc' };

export interface Step {
  readonly action: string;
  /** Whether it is done to the target, or to something that is created for it. */
  readonly on: 'target' | 'anything';
}

/** A known way from some permissions to more. */
export interface Method {
  /** Its actions: `iam:PassRole + ec2:RunInstances`. */
  readonly name: string;
  /** The gain, as the end of a sentence: "to give itself any permission". */
  readonly gain: string;
  readonly target: Target;
  readonly steps: readonly Step[];
  /** Where it is described. */
  readonly source: string;
}

/** Where methods are described: by Rhino Security Labs, and path by path by Datadog; AWS's documents say what an action does. */
export const rhinoSecurityLabs = 'https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation';
export const path = (id: string) => `https://pathfinding.cloud/paths/${id}`;
export const aws = (page: string) => `https://docs.aws.amazon.com/${page}`;

export function on(where: Step['on'], action: string): Step {
  return { action, on: where };
}

export function method(target: Target, gain: string, source: string, ...actions: readonly string[]): Method {
  return { name: actions.join(' + '), gain, target, source, steps: actions.map((action) => on('target', action)) };
}
