/**
 * What the worst of it is, for what runs:
 *
 * - `nothing`: no resource changes; it is read by the review, by laws, or by Terraform alone;
 * - `adds`: resources are created, and none changes;
 * - `in place`: resources change and none is replaced; whether at once, in a window or with a failover is told beside;
 * - `replaces`: resources are made again, and none of them holds data;
 * - `removes`: resources are destroyed;
 * - `refused`: before anything is touched, by the environment's laws or by Terraform's plan.
 */
export type Outcome = 'nothing' | 'adds' | 'in place' | 'replaces' | 'removes' | 'refused';

/** One change of a field, as a test makes it on an environment that is applied. */
export interface Change {
  /** The environment of this repository that is changed. @default 'prod' */
  readonly in?: 'dev' | 'prod';
  /** The entry that `*` stands for: `office`; of several `*`, each in its turn. @default the first */
  readonly name?: string | readonly string[];
  /** The new value; a function makes it from the old one. `undefined` takes the entry out. */
  readonly to: unknown;
  /** The change in words, where the values are too long to be shown. */
  readonly title?: string;
  /** The runtime of the service, where the field has an effect that depends on it. */
  readonly on?: string;
  /** Whether it is the only environment: what it protects is not compared with less critical ones. @default false */
  readonly alone?: boolean;
  /** The types of data and of alarms that are destroyed with it, as `says` tells; without them that is a fault. @default none */
  readonly destroys?: readonly string[];
  /** What else has to change with it, by path: `{ 'edge.hosts': [...] }`. */
  readonly with?: Readonly<Record<string, unknown>>;
  readonly does: Outcome;
  /** What that means for what runs, and the way that works where it is refused: sentences. */
  readonly says: string;
}

/**
 * Of fields, by path with `*` for a name: `databases.*.multiAz`. A field whose value is a choice of forms (`"on"` or an object) is one field. What happens when
 * an entry or a tier comes or goes stands at its own path: `databases.*`, `edge`.
 */
export type Changes = Readonly<Record<string, readonly Change[]>>;
