import type { TerraformElement } from 'cdktf';
import { checkProps, matching, object, optional, satisfying, text } from '../props';

/** A protection switched off, in words: the reason reaches the synthesized JSON, and with it the review. */
export interface OptOut {
  readonly off: true;
  /** Why this is acceptable here; at least a short sentence. */
  readonly reason: string;
}

/** Only `off: true` switches off; anything else, also `off: false`, is refused: nobody can tell what it was meant to be. */
const off = satisfying<true>('true', (found) => found === true);

/** Why something is as it is. */
export const reason = text(
  'a reason of 10 to 300 characters',
  (reason) => reason.trim().length >= 10 && reason.length <= 300,
  { structure: true },
);

export const optOut = object<OptOut>({ off, reason });

const protectionName = matching(/^[a-z]+(_[a-z]+)*$/, 'the name of a protection, such as deletion_protection', {
  structure: true,
});

/**
 * Whether a protection of `resource` is on, which it is unless an `OptOut` was given.
 *
 * The reason is written beside the resource, under `"//".opt_outs.<protection>`, which Terraform ignores and reviews read.
 *
 * @throws PropsError for anything that is not an `OptOut` with a reason.
 */
export function isOn(resource: TerraformElement, protection: string, given: OptOut | undefined): boolean {
  checkProps(resource, { protection: protectionName }, { protection });
  checkProps<Record<string, OptOut | undefined>>(
    resource,
    { [protection]: optional(optOut, 'on') },
    { [protection]: given },
  );
  if (!given) return true;
  resource.addOverride(`//.opt_outs.${protection}`, given.reason.trim());
  return false;
}
