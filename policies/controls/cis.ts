import type { Control, Elsewhere } from '../../review/engine/framework';
import { construction, outOfSight } from './framework';

// Notes that are the same for every version.
export const account = outOfSight("the account's root user and contacts: no Terraform resource holds it");
export const usage = outOfSight(
  'how people use the account is in credential reports and CloudTrail, not in a configuration',
);
export const noUsers = construction('modules create no user and no access key');

export const control = (id: string, title: string, elsewhere?: Elsewhere): Control => ({
  id,
  title,
  ...(elsewhere && { elsewhere }),
});
