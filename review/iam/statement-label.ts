import type { DecidingStatement } from './evaluate';

/** The policy and the statement: `"deploy" statement 2, "PassesRoles"`. Statements are numbered from 1. */
export function statementLabel({ policy, index, sid }: DecidingStatement): string {
  const name =
    policy.name.startsWith('its ') || policy.name.startsWith('the ') ? policy.name : JSON.stringify(policy.name);
  return `${name} statement ${index + 1}${sid === undefined ? '' : `, ${JSON.stringify(sid)}`}`;
}
