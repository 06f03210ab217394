import { identityMethods } from './escalation-by-identity';
import { hostMethods } from './escalation-by-host';
import { passedRoleMethods } from './escalation-by-passed-role';

/** The known methods of privilege escalation, each with the fewest actions. None needs a secret or a mistake of a user. */
export const methods = [...identityMethods, ...passedRoleMethods, ...hostMethods];
