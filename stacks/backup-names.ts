import type { Environment } from '../environments/schema';

/** What the vaults are called, each in its region. */
export function vaultNameOf({ name }: Environment): string {
  return `${name}-recovery`;
}

/** The alias of their keys, each in its region. */
export function recoveryKeyAlias({ name }: Environment): string {
  return `terrace/${name}/recovery`;
}
