import { cis3 } from './cis-3.0';
import { cis5 } from './cis-5.0';
import type { Framework, FrameworkId } from './framework';
import { fsbp } from './fsbp';

export type { Mapping } from '../../review/engine/framework';
export { frameworkIds, rulesOf, type Framework, type FrameworkId } from './framework';
export { mappingOf } from './mapping';

/** The frameworks that rules are mapped to. */
export const frameworks: Readonly<Record<FrameworkId, Framework>> = { 'cis-5.0': cis5, 'cis-3.0': cis3, fsbp };
