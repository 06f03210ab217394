import type { FlawInTerrace } from '../flaw';
import { hostFlaws } from './hosts';
import { identityFlaws } from './identity';
import { networkFlaws } from './network';
import { storeFlaws } from './stores';

/** One for each serious rule that looks at what the environments are made of. */
export const flawsInTerrace: readonly FlawInTerrace[] = [
  ...hostFlaws,
  ...identityFlaws,
  ...networkFlaws,
  ...storeFlaws,
];
