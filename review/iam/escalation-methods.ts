import { identityMethods } from './escalation-by-identity';
import { hostMethods } from './escalation-by-host';
import { passedRoleMethods } from './escalation-by-passed-role';

/** The known ways. Each needs no secret and no mistake of a user, and has the fewest actions that it takes. */
export const methods = [...identityMethods, ...passedRoleMethods, ...hostMethods];
