import type { Finding } from '../load/problem';
import { hostsThatAnswer } from '../routes';
import { nearest } from '../schema/field';
import { eachNamed, type Part } from './each';
import { missing } from './services';

/** A canary asks what users can ask: a host that a service, an API or the distribution answers for. */
export function hostsOfCanariesAnswer(part: Part): Finding[] {
  const { services, apis, edge } = part;
  if (!services || !apis || edge === undefined) return [];
  const ofApis = Object.values(apis).map((api) => api?.host);
  // Of one of which nothing is sound, it is not known what it answers for.
  if (Object.values(services).some((service) => !service) || ofApis.includes(undefined)) return [];
  const hosts = [...hostsThatAnswer({ services, edge }), ...ofApis.flatMap((host) => host ?? [])];
  return eachNamed(part, 'canaries', ({ host }, path) =>
    host === undefined || hosts.includes(host)
      ? []
      : [
          {
            path: [...path, 'host'],
            expected: `a host that services, APIs or the distribution answer for${nearest(host, hosts)}`,
          },
        ],
  );
}

/** Their reports go to a bucket of the environment, which forgets them: there are some of each run. */
export function artifactsExpire(part: Part): Finding[] {
  const { buckets } = part;
  return eachNamed(part, 'canaries', ({ artifacts }, path) => {
    const at = [...path, 'artifacts'];
    const forever = artifacts !== undefined && buckets?.[artifacts]?.expireAfterDays === 'never';
    return [
      ...missing([artifacts], buckets, 'buckets', () => at),
      ...(forever ? [{ path: at, expected: 'a bucket whose expireAfterDays is a number of days' }] : []),
    ];
  });
}

/** A run is over before the next one, and an alarm tells of slow runs before they are failed ones. */
export function canariesAreInTime(part: Part): Finding[] {
  return eachNamed(part, 'canaries', ({ everyMinutes, timeoutSeconds, durationMs }, path) => {
    if (timeoutSeconds === undefined) return [];
    const most = everyMinutes === undefined ? undefined : everyMinutes * 60;
    const isSlow = typeof durationMs === 'number' && durationMs >= timeoutSeconds * 1000;
    return [
      ...(most !== undefined && timeoutSeconds > most
        ? [{ path: [...path, 'timeoutSeconds'], expected: `${most} or less, the seconds until the next run` }]
        : []),
      ...(isSlow
        ? [{ path: [...path, 'durationMs'], expected: `less than ${timeoutSeconds * 1000}, the timeout` }]
        : []),
    ];
  });
}

/** Each run is charged for: one a minute is five times what one every five minutes costs, and nobody gets up for what is not of importance. */
export function canariesAreWorthIt(part: Part): Finding[] {
  const { criticality } = part;
  if (criticality === undefined || criticality === 'high' || criticality === 'critical') return [];
  return eachNamed(part, 'canaries', ({ everyMinutes }, path) =>
    everyMinutes === undefined || everyMinutes >= 5
      ? []
      : [
          {
            path: [...path, 'everyMinutes'],
            expected: `5 or more, since criticality is ${criticality}: each run is charged for`,
          },
        ],
  );
}

/** Records of hosts, and what asks them, are made where there are records. */
export function canariesHaveEdge(part: Part): Finding[] {
  const { dns, canaries = {} } = part;
  if (dns !== 'none' || Object.keys(canaries).length === 0) return [];
  return [{ path: ['canaries'], expected: '{}, since dns is "none"', found: Object.keys(canaries).join(', ') }];
}
