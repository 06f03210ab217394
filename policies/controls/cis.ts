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

/** A control that fails where the input has none of what it is about: nothing that a rule could look at is no pass. */
export const required = (id: string, title: string, what: string): Control => ({ id, title, required: what });

/** Of section 4: an event that someone hears of. */
export const monitored = (id: string, what: string): Control =>
  required(id, `${what} are monitored`, 'a CloudTrail trail with a log group, a metric filter and an alarm');
