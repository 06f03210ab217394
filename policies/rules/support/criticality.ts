import type { Context } from '../../../review/engine/rule';

/** Whether the loss of the environment stops the business. Some measures that cost money are expected only there. */
export function isCritical({ environment }: Context): boolean {
  return environment.criticality === 'critical' || environment.criticality === 'high';
}

/** Whether the environment is more than disposable. */
export function isAtLeastMedium({ environment }: Context): boolean {
  return environment.criticality !== 'low';
}
