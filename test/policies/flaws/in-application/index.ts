import type { FlawInApplication } from '../flaw';
import { accountFlaws } from './account';
import { computeFlaws } from './compute';
import { dataFlaws } from './data';
import { edgeFlaws } from './edge';
import { serviceFlaws } from './services';

/** One for each serious rule that looks at what the environments have not found. */
export const flawsInApplication: readonly FlawInApplication[] = [
  ...accountFlaws,
  ...computeFlaws,
  ...dataFlaws,
  ...edgeFlaws,
  ...serviceFlaws,
];
