import type { Control, WithoutRule } from '../../review/engine/framework';
import { construction, manual } from './framework';

// Notes that are the same for every version.
export const account = manual('no Terraform resource covers the root user and the contacts of an account');
export const usage = manual(
  'how people use the account is in credential reports and CloudTrail, not in a configuration',
);
export const noUsers = construction('modules create no user and no access key');

export const control = (id: string, title: string, elsewhere?: WithoutRule): Control => ({
  id,
  title,
  ...(elsewhere && { elsewhere }),
});

/** A control that fails if the input has no resource for it: the absence of findings is not a pass. */
export const required = (id: string, title: string, what: string): Control => ({ id, title, required: what });

/** Of section 4: an event that raises an alarm. */
export const monitored = (id: string, what: string): Control =>
  required(id, `${what} are monitored`, 'a CloudTrail trail with a log group, a metric filter and an alarm');
