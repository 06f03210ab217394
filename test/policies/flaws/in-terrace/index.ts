import type { FlawInTerrace } from '../flaw';
import { hostFlaws } from './hosts';
import { identityFlaws } from './identity';
import { networkFlaws } from './network';
import { storeFlaws } from './stores';

/** One for each serious rule that judges resources of the environments. */
export const flawsInTerrace: readonly FlawInTerrace[] = [
  ...hostFlaws,
  ...identityFlaws,
  ...networkFlaws,
  ...storeFlaws,
];
