import type { PlannedChange } from '../../review/plan/change';
import type { PlannedStack } from '../../review/plan/changes';
import type { PlanJson, ResourceChangeJson } from '../../review/plan/plan-json';
import type { Stack } from '../synthesis';

export interface Changes {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

/** Counts as Terraform does: a replacement is one to add and one to destroy. */
export function countChanges(changes: readonly ResourceChangeJson[]): Changes {
  const count = (action: string) =>
    changes.filter(({ mode, change }) => mode === 'managed' && change.actions.includes(action)).length;
  return { add: count('create'), change: count('update'), destroy: count('delete') };
}

/** The same of changes that are told one by one. */
export function countsOf(changes: readonly PlannedChange[]): Changes {
  const count = (...actions: readonly string[]) => changes.filter(({ action }) => actions.includes(action)).length;
  return { add: count('create', 'replace'), change: count('update'), destroy: count('destroy', 'replace') };
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

/** A stack, as the changes of its resources are told. @param module the module that it is in a joined plan */
export function plannedStack({ name, json }: Stack, module?: string): PlannedStack {
  return { name, ...(module !== undefined && { module }), ...(json.resource && { resource: json.resource }) };
}
