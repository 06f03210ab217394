import type { Change } from './change';

const off = { off: true, reason: 'retired with what it holds' } as const;

/**
 * Protection that is switched off where a less critical environment has it.
 *
 * @param then what that does where none has it
 */
export function unprotected(then?: string): Change {
  return {
    to: off,
    does: 'refused',
    says: `While a less critical environment is protected.${then === undefined ? '' : ` Else in place: ${then}`}`,
  };
}

/** The same where no other environment is compared with. */
export function unprotectedAlone(says: string): Change {
  return { to: off, alone: true, does: 'in place', says };
}

/** Protection that is switched on and that Terraform alone knows. */
export const protectedByTerraform: Change = {
  in: 'dev',
  to: 'on',
  does: 'nothing',
  says: 'Nothing in AWS: Terraform refuses to destroy it from then on.',
};

/** Protection that is switched on and that AWS, or the provider, keeps. */
export const protectedInAws: Change = {
  in: 'dev',
  to: 'on',
  does: 'in place',
  says: 'Its destruction is refused from the apply on.',
};
