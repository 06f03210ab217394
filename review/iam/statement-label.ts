import type { DecidingStatement } from './evaluate';

/** Which statement of which policy: `"deploy" statement 2, "PassesRoles"`. Statements count from 1, as people do. */
export function statementLabel({ policy, index, sid }: DecidingStatement): string {
  const name =
    policy.name.startsWith('its ') || policy.name.startsWith('the ') ? policy.name : JSON.stringify(policy.name);
  return `${name} statement ${index + 1}${sid === undefined ? '' : `, ${JSON.stringify(sid)}`}`;
}
