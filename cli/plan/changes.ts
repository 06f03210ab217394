/** The parts of `terraform show -json` that Terrace reads. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly [part: string]: unknown;
}
export interface ResourceChange {
  readonly address: string;
  readonly module_address?: string;
  readonly mode: 'managed' | 'data';
  readonly change: { readonly actions: readonly string[] };
}

export interface Changes {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

/** Counts as Terraform does: a replacement is one to add and one to destroy. */
export function countChanges(changes: readonly ResourceChange[]): Changes {
  const count = (action: string) =>
    changes.filter(({ mode, change }) => mode === 'managed' && change.actions.includes(action)).length;
  return { add: count('create'), change: count('update'), destroy: count('delete') };
}

export function sum(all: readonly Changes[]): Changes {
  const total = (field: keyof Changes) => all.reduce((sum, changes) => sum + changes[field], 0);
  return { add: total('add'), change: total('change'), destroy: total('destroy') };
}

export function hasChanges({ add, change, destroy }: Changes): boolean {
  return add + change + destroy > 0;
}

/** The changes of a joined plan that are of the stack planned as `module.<name>`. */
export function changesOf(plan: PlanJson, name: string): Changes {
  const address = `module.${name}`;
  const its = (plan.resource_changes ?? []).filter(
    ({ module_address: module = '' }) => module === address || module.startsWith(`${address}.`),
  );
  return countChanges(its);
}
