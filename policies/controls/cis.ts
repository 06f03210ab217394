import type { Control, Elsewhere } from '../../review/engine/framework';
import { construction, outOfSight } from './framework';

// What the sections of every version say of the same.
export const account = outOfSight("the account's root user and contacts: no Terraform resource holds it");
export const usage = outOfSight(
  'how people use the account: credential reports and CloudTrail tell, no configuration does',
);
export const noUsers = construction('modules make no user and no access key');

export const control = (id: string, title: string, elsewhere?: Elsewhere): Control => ({
  id,
  title,
  ...(elsewhere && { elsewhere }),
});
