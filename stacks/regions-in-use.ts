import type { Environment } from '../environments/schema';
import { usEast1 } from '../modules/in-region/us-east-1';

/**
 * The regions in use besides the environment's own: us-east-1, where AWS keeps billing, certificates of CloudFront and its keys, and those that backups and states are
 * copied to.
 */
export function otherRegionsOf({ region, recovery, state }: Environment): readonly string[] {
  const copies = recovery === 'none' || recovery.region === 'none' ? [] : [recovery.region];
  const states = state.replica === 'none' ? [] : [state.replica.region];
  return [...new Set([usEast1, ...copies, ...states])].filter((other) => other !== region);
}
