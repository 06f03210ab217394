import type { TerraformElement } from 'cdktf';
import { assertProp } from '../props';

/** A protection switched off, in words: the reason reaches the synthesized JSON, and with it the review. */
export interface OptOut {
  readonly off: true;
  /** Why this is acceptable here; at least a short sentence. */
  readonly reason: string;
}

/**
 * Whether a protection of `resource` is on, which it is unless an `OptOut` is given.
 *
 * The reason is written beside the resource, under `"//".opt_outs.<protection>`, which Terraform ignores and reviews read.
 *
 * @throws PropsError when the reason is too short to be one.
 */
export function isOn(resource: TerraformElement, protection: string, optOut: OptOut | undefined): boolean {
  if (!optOut) return true;
  const reason = optOut.reason.trim();
  assertProp(
    resource,
    `${protection}.reason`,
    reason.length >= 10,
    'a reason of ten characters or more',
    optOut.reason,
  );
  resource.addOverride(`//.opt_outs.${protection}`, reason);
  return false;
}
