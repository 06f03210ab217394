/** What a plan does to a resource. `forget`: Terraform no longer manages it, and it stays. */
export type PlannedAction = 'replace' | 'destroy' | 'forget' | 'update' | 'create';

/** A resource that a plan changes, as data for a report. No sensitive value is in it. */
export interface PlannedChange {
  readonly action: PlannedAction;
  /** `prod-data` */
  readonly stack: string;
  /** As in the stack's own state. */
  readonly address: string;
  readonly type: string;
  /** `prod-data/database-main/instance` */
  readonly constructPath?: string;
  /** The module that makes it: the first part of the path below the stack, else its type. */
  readonly module: string;
  /** Whether it holds data, or all that does is in it. */
  readonly holdsData: boolean;
  /** Of one that is replaced: whether the new one exists before the old one goes. */
  readonly createsFirst?: boolean;
  /** What changes, of one that is replaced or changed in place. */
  readonly attributes: readonly PlannedAttribute[];
  /** What the change does to what runs: `restarts`, `a failover`, `waits for sun:03:00-sun:04:00 UTC`. */
  readonly effects: readonly string[];
  /** Why AWS or Terraform refuses it: `deletion_protection is on`. */
  readonly refused?: string;
  /** The address that it had, if a `moved` block says so. */
  readonly movedFrom?: string;
  /** Of one that is destroyed: the address of one of the same type and name that is created. */
  readonly maybeMovedTo?: string;
  /** The construct that only got another id, by its path below the stack, and that id: `['database-main', 'db-main']`. */
  readonly maybeRenamed?: readonly [string, string];
}

export interface PlannedAttribute {
  /** `root_block_device[0].volume_size` */
  readonly name: string;
  /** As JSON, shortened; absent where nothing was set. */
  readonly before?: string;
  readonly after?: string;
  /** Whether it forces the replacement. */
  readonly replaces: boolean;
  /** Whether the value that it has is AWS's choice, so that without the account it is not known whether this changes anything. */
  readonly undecided: boolean;
}

/** Whether nothing but the account tells if the resource is changed, or replaced, at all. */
export function isUndecided({ action, attributes }: PlannedChange): boolean {
  const deciding = action === 'replace' ? attributes.filter(({ replaces }) => replaces) : attributes;
  return (
    (action === 'update' || action === 'replace') && deciding.length > 0 && deciding.every(({ undecided }) => undecided)
  );
}
