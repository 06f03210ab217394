import type { Context } from '../../../review/engine/rule';

/** Whether the environment is one whose loss stops the business: what costs money is asked for there only. */
export function isCritical({ environment }: Context): boolean {
  return environment.criticality === 'critical';
}

/** Whether anything is lost with the environment. */
export function matters({ environment }: Context): boolean {
  return environment.criticality !== 'low';
}
