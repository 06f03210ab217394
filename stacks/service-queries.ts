import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import type { LogGroup } from '../modules/log-group';
import { jsonLogQueries, SavedQuery } from '../modules/saved-query';

/** AWS looks through 50 log groups by one query. */
const most = 50;

/** Queries of what the services of an environment log, for all of them together. None where nothing logs. */
export function addServiceQueries(scope: Construct, { name }: Environment, groups: readonly LogGroup[]): void {
  const logGroupNames = groups.slice(0, most).map(({ logGroupName }) => logGroupName);
  if (logGroupNames.length === 0) return;
  for (const [id, commands] of Object.entries(jsonLogQueries)) {
    new SavedQuery(scope, `query-${id}`, { name: `${name}/${id}`, logGroupNames, commands });
  }
}
