import type { Criticality } from '../criticality';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import type { Verdict } from './verdict';

/** How much a finding hurts; what a rule's severity means is in docs/guides/writing-a-rule.md. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** What a rule may know of the environment that a resource is in. */
export interface EnvironmentFacts {
  readonly name: string;
  readonly criticality: Criticality;
  /** Account ids that policies may name besides the environment's own. */
  readonly knownAccounts: readonly string[];
  /** Keys that every resource which can have tags must have. */
  readonly requiredTags: readonly string[];
  /** The least retention of logs. */
  readonly logRetentionDays: number;
  /** The least retention of automatic backups. */
  readonly backupRetentionDays: number;
  /** The connections that must be possible: names as in `terrace reach`. */
  readonly flows: readonly DeclaredFlow[];
  /** What its network may be connected to: environments by name; VPCs, transit gateways and peering connections by id. */
  readonly peers: readonly string[];
  /** The day that the review is of, `2026-11-21`, as waivers are judged on it. @default none: what depends on it is unknown */
  readonly date?: string;
}

/** A flow that an environment declares: without it, something that people rely on does not work. */
export interface DeclaredFlow {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** @default tcp */
  readonly protocol?: 'tcp' | 'udp';
  readonly reason: string;
}

export interface Context {
  readonly graph: Graph;
  readonly environment: EnvironmentFacts;
}

/** What happened to a resource since an older review. */
export interface ResourceChange {
  readonly kind: 'destroyed' | 'replaced';
  readonly type: string;
  /** The argument that forces the replacement. */
  readonly attribute?: string;
  /** `storage_encrypted: true became false` */
  readonly because?: string;
}

/** HCL by what it shows: each is run as a test, and shown in the rule's page. */
export type Examples = Readonly<Record<string, string>>;

/**
 * A rule: data, and one function from a resource to a verdict. Its page, its entry in SARIF and in the index come from
 * the same object.
 */
export interface Rule {
  /** `rds/storage-encrypted`: the file below `rules/`. */
  readonly id: string;
  /** Its id in the catalogue of the talks, `RDS-01`; old ids of a renamed rule. */
  readonly aliases: readonly string[];
  /**
   * Ids of rules that judged this and something else. A waiver of one does not count, since it would accept both; its message
   * names the rules that replace it.
   */
  readonly replaces?: readonly string[];
  /** What should be, as AWS Security Hub says it: "RDS DB instances should be encrypted at rest". */
  readonly title: string;
  readonly severity: Severity;
  /** What happens if the requirement is not met. One to three sentences. */
  readonly why: string;
  /** The next thing to do. */
  readonly fix: string;
  /** Types it looks at: `aws_db_instance`, `data.aws_ami`, or a scope, `@account`. */
  readonly resources: readonly string[];
  /** The protections whose `OptOut` in a module accepts a finding of this rule: `deletion_protection`. */
  readonly optOuts?: readonly string[];
  /**
   * It looks at resources of every type alike, for one thing such as their tags: a resource that no other rule looks at
   * counts as not judged. @default false
   */
  readonly ofEveryType?: boolean;
  /**
   * For a rule about changes: `check` also gets the resources that a plan destroys, which no other rule sees, and this
   * function gets the changes since an older review. Without a plan or an older review the rule knows nothing, and its
   * waivers match nothing yet.
   */
  readonly checkChange?: (change: ResourceChange) => Verdict | undefined;
  /** No verdict if the rule does not apply to the resource. Never guesses: an unknown value gives `unknown`. */
  readonly check: (resource: Resource, context: Context) => Verdict | readonly Verdict[];
  readonly examples: {
    readonly good: Examples;
    readonly bad: Examples;
    /** What cannot be told from the input. */
    readonly unknown?: Examples;
    /** The environment of the examples, if the defaults of `exampleEnvironment` do not fit. */
    readonly environment?: Partial<EnvironmentFacts>;
  };
}

/**
 * Defines a rule, of Terrace or of another team.
 *
 * @throws Error when it lacks an example of either kind, or its id is not `<service>/<name>`.
 */
export function defineRule<R extends Rule>(rule: R): R {
  const problems = [
    !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(rule.id) && 'expected an id like "rds/storage-encrypted"',
    rule.resources.length === 0 && 'expected the resource types that it looks at',
    Object.keys(rule.examples.good).length === 0 && 'expected a good example',
    Object.keys({ ...rule.examples.bad, ...rule.examples.unknown }).length === 0 &&
      'expected a bad or an unknown example',
  ].filter(Boolean);
  if (problems.length > 0) throw new Error(`rule "${rule.id}": ${problems.join('; ')}`);
  return rule;
}
