import { tracesVariables } from '../../modules/ecs/traces-variables';
import type { Finding } from '../load/problem';
import { eachOf, type Part } from './each';
import { missing } from './services';

/** AWS General Reference, AWS X-Ray endpoints and quotas: sampling rules, and groups, of a region. */
const most = 25;
/** X-Ray API reference, CreateSamplingRule, RuleName, and CreateGroup, GroupName. */
const longest = 32;

/** The image of the collector is in a repository of the environment. */
export function collectorIsThere({ tracing, imageRepositories }: Part): Finding[] {
  if (typeof tracing !== 'object') return [];
  const path = ['tracing', 'collector', 'repository'];
  return missing([tracing.collector?.repository], imageRepositories, 'imageRepositories', () => path);
}

/** What is traced has a collector, and sets none of the variables that lead to it. */
export function tracedServicesHaveCollector(part: Part): Finding[] {
  const { tracing: ofAll } = part;
  const set = Object.keys(tracesVariables('', ''));
  return eachTraced(part, ({ environment = {} }, path) => [
    ...(ofAll === 'none' ? [{ path: [...path, 'tracing'], expected: 'nothing, since tracing is "none"' }] : []),
    ...Object.keys(environment)
      .filter((variable) => set.includes(variable))
      .map((found) => ({
        path: [...path, 'environment', found],
        expected: 'a variable that tracing does not set',
        found,
      })),
  ]);
}

/** Where there are most requests, not each of them is traced. */
export function notAllIsTraced(part: Part): Finding[] {
  const { criticality } = part;
  if (criticality !== 'high' && criticality !== 'critical') return [];
  return eachTraced(part, ({ tracing }, path) => {
    if (tracing?.samplePercent !== 100) return [];
    const expected = `less than 100, since criticality is ${criticality}: each trace of each request would be charged for`;
    return [{ path: [...path, 'tracing', 'samplePercent'], expected }];
  });
}

/** X-Ray has room for the rule and the group of each. */
export function roomForTraces(part: Part): Finding[] {
  const { name = '' } = part;
  let count = 0;
  return eachTraced(part, (_, path, service) => {
    count += 1;
    const room = longest - `${name}-`.length;
    return [
      ...(service.length > room
        ? [{ path, found: service, expected: `a name of ${room} characters or less, for its sampling rule` }]
        : []),
      ...(count > most
        ? [{ path: [...path, 'tracing'], expected: `nothing: X-Ray has ${most} sampling rules and groups in a region` }]
        : []),
    ];
  });
}

/** X-Ray stops storing traces when their key goes. */
export function criticalTracesAreKept({ criticality, tracing }: Part): Finding[] {
  if (criticality !== 'critical' || typeof tracing !== 'object') return [];
  return typeof tracing.deletionProtection === 'object'
    ? [{ path: ['tracing', 'deletionProtection'], expected: '"on", since criticality is critical' }]
    : [];
}

function eachTraced(part: Part, law: Parameters<typeof eachOf<'containers'>>[2]): Finding[] {
  return eachOf(part, ['containers'], (service, path, name) => (service.tracing ? law(service, path, name) : []));
}
