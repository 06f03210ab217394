import { list, matching, optional, satisfying, text, type Description } from '../props';
import { TargetGroup } from '../target-group/target-group';
import type { TargetPair } from '../target-group/target-pair';
import { signIn, type SignIn } from './sign-in';

export interface HostRule {
  /** The host that is answered for; `*` is any text and `?` any character: `shop.example.com`, `*.shop.example.com`. */
  readonly host: string;
  /**
   * What answers: one group; or two, between which the pipeline moves requests. Terraform makes the rule of a pair and leaves its actions alone; with sign-in, the weights
   * alone. Sign-in that is added sends all requests to `blue`; before it is taken out, the pipeline writes the actions without it.
   */
  readonly target: TargetGroup | TargetPair;
  /**
   * The path that is answered for, with `*` and `?` as in `host`; upper and lower case differ: `/api/*`.
   * @default every path
   */
  readonly path?: string;
  /**
   * Rules, by name, that this one comes before: each that some request matches as well.
   * @default none
   */
  readonly before?: readonly string[];
  /**
   * People sign in before a request of theirs is forwarded. People come back to `/oauth2/idpresponse` of the host: a rule that signs in by the same client matches it.
   * The balancer itself opens connections to the domain of the pool: one that stands in the private tier needs a NAT gateway.
   * @default everybody is forwarded
   */
  readonly signIn?: SignIn;
}

const isGroup = (found: unknown): found is TargetGroup => found instanceof TargetGroup;

export const isPair = (target: HostRule['target']): target is TargetPair => !isGroup(target);

function isTarget(found: unknown): boolean {
  if (isGroup(found)) return true;
  if (typeof found !== 'object' || found === null) return false;
  const { blue, green } = found as Partial<TargetPair>;
  return isGroup(blue) && isGroup(green) && blue !== green && Object.keys(found).length === 2;
}

/** Part of the id of its rule, and what its priority comes from. */
export const ruleName = matching(/^[a-z][a-z0-9._-]{0,149}$/, 'up to 150 of a-z, 0-9 and ._-, a letter first', {
  structure: true,
});

export const hostRule: Description<HostRule> = {
  host: text(
    'a host such as shop.example.com or *.shop.example.com, in lower case',
    (host) => /^(?=.{3,128}$)[a-z0-9*?.-]*\.[a-z]+$/.test(host) && wildcards(host) <= mostWildcards,
    { structure: true, source: 'Elastic Load Balancing API reference, HostHeaderConditionConfig' },
  ),
  target: satisfying<HostRule['target']>('a TargetGroup, or two of them: { blue, green }', isTarget),
  path: optional(
    matching(/^(?=.{1,128}$)\/[\w\-.$/~"'@:+&*?]*$/, 'a path of 1 to 128 letters, digits and _-.$/~"\'@:+&*? after /', {
      structure: true,
      source: 'Application Load Balancer user guide, Path conditions',
    }),
    'every path',
  ),
  before: optional(list('rules', ruleName, { min: 1, max: 99 }), 'none'),
  signIn: optional(signIn, 'everybody is forwarded'),
};

/** Application Load Balancer user guide, Quotas: wildcards of all conditions of a rule. */
export const mostWildcards = 6;

export const wildcards = (pattern: string): number => pattern.replaceAll(/[^*?]/g, '').length;
