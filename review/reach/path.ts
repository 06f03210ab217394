import { Unknown } from '../model/value';
import type { Party, Place } from './party';
import { gateStep, type Question } from './steps';
import { labelOf } from './topology';
import type { Step } from './walk';

/** One way that packets may take. */
export interface Path {
  readonly sources: Place['ranges'];
  readonly destinations: Place['ranges'];
  readonly hidden: { readonly sources?: Unknown; readonly destinations?: Unknown };
  readonly steps: readonly Step[];
}

/** Why it is not known which address of a place is meant. */
export function hiddenIn(party: Party, { subnet, isOne }: Place): Unknown | undefined {
  return isOne
    ? (subnet.unknown ?? new Unknown(`which address of ${labelOf(subnet.resource)} ${party.label} has`))
    : undefined;
}

export const defined = <T extends object>(object: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;

/** Within a VPC, or over what joins two. */
/** Whether there is anybody to answer. */
export function listening(question: Question, to: Party): Step[] {
  if (to.listens || !to.resource) return [];
  return [
    gateStep(question, 'endpoint', to.resource, false, {
      passes: '',
      stops: `takes no connections: a ${to.member?.kind ?? 'member'} only opens them`,
      needs: 'something that listens',
    }),
  ];
}
