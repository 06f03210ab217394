import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import type { LogGroup } from '../modules/log-group';
import { jsonLogQueries, SavedQuery } from '../modules/saved-query';

/** CloudWatch Logs API reference, StartQuery, logGroupNames: one query looks through 50 log groups. */
const most = 50;

/** Queries of what the services of an environment log, for 50 log groups together. None where nothing logs. */
export function addServiceQueries(scope: Construct, { name }: Environment, groups: readonly LogGroup[]): void {
  const names = groups.map(({ logGroupName }) => logGroupName);
  for (let start = 0; start < names.length; start += most) {
    const suffix = start === 0 ? '' : `-${start / most + 1}`;
    const logGroupNames = names.slice(start, start + most);
    for (const [id, commands] of Object.entries(jsonLogQueries)) {
      new SavedQuery(scope, `query-${id}${suffix}`, { name: `${name}/${id}${suffix}`, logGroupNames, commands });
    }
  }
}
