import type { WithoutRule, Framework as AnyFramework } from '../../review/engine/framework';
import { mappingOf } from './mapping';

export const frameworkIds = ['cis-5.0', 'cis-3.0', 'fsbp'] as const;
export type FrameworkId = (typeof frameworkIds)[number];
export interface Framework extends AnyFramework {
  readonly id: FrameworkId;
}

export const construction = (note: string): WithoutRule => ({ by: 'construction', note });
export const manual = (note: string): WithoutRule => ({ by: 'manual', note });
export const notCovered = (note: string): WithoutRule => ({ by: 'not covered', note });

/** The rules that are mapped to a framework: a rule pack. */
export function rulesOf<R extends { readonly aliases: readonly string[] }>(
  framework: Framework,
  rules: readonly R[],
): R[] {
  const ids = new Set(framework.controls.map(({ id }) => id));
  return rules.filter((rule) => (mappingOf(rule)[framework.field] ?? []).some((id) => ids.has(id)));
}
