import { prod } from '../prod';
import type { Change, Changes } from './change';

/** A heartbeat, as prod would have it, and the bucket of its reports. */
export const heartbeat = {
  ...{ host: 'shop.example.com', path: '/', script: 'heartbeat', everyMinutes: 5, timeoutSeconds: 30 },
  ...{ durationMs: 5000, artifacts: 'canaries' },
} as const;
export const artifacts = {
  ...prod.buckets.code,
  ...{ bucket: 'example-terrace-prod-canaries', expireAfterDays: 30, oldVersionDays: 7 },
} as const;
const withBucket = { 'buckets.canaries': artifacts };

/** A field of one that is new: no environment has one yet. */
function ofNew(field: keyof typeof heartbeat, to: unknown, says: string): readonly Change[] {
  return [
    {
      ...{ name: 'shop', to, title: 'of a canary that is added', does: 'in place', says },
      with: { ...withBucket, 'canaries.shop': { ...heartbeat, [field]: to } },
    },
  ];
}

/** CloudWatch Synthetics. */
export const canaries: Changes = {
  'canaries.*': [
    {
      name: 'shop',
      to: heartbeat,
      with: withBucket,
      title: 'a canary more, with the bucket of its reports',
      does: 'in place',
      says: 'With its role, its log, its alarms and, the first one, their key; that one also lets CI pass a role to Synthetics: apply `account` first, then `data`, for the bucket: `edge` is planned after it. It runs at once, and each run is charged for. One less: it is destroyed with its function and its log; its reports stay until the bucket forgets them.',
    },
    {
      name: 'shop',
      to: { ...heartbeat, host: 'shop.example.org' },
      with: withBucket,
      title: 'a canary of a host that nothing answers for',
      does: 'refused',
      says: 'A canary asks what users can ask.',
    },
  ],
  'canaries.*.host': ofNew(
    'host',
    'www.shop.example.com',
    'Of one that runs, in place: it is stopped, changed and started again. Its alarms go on.',
  ),
  'canaries.*.path': ofNew('path', '/account/', 'As host.'),
  'canaries.*.script': ofNew(
    'script',
    'examples/shop/canary/journey.cjs',
    'As host. So does another content of the file: the zip file has another name.',
  ),
  'canaries.*.everyMinutes': ofNew(
    'everyMinutes',
    1,
    'As host. What runs cost changes with it, and how soon its alarm tells: after three of them. Refused below 5 where criticality is low or medium.',
  ),
  'canaries.*.timeoutSeconds': ofNew('timeoutSeconds', 60, 'As host.'),
  'canaries.*.durationMs': ofNew('durationMs', 2000, 'Of one that runs: its alarm alone.'),
  'canaries.*.artifacts': [
    {
      name: 'shop',
      to: 'uploads',
      with: { ...withBucket, 'canaries.shop': { ...heartbeat, artifacts: 'uploads' } },
      title: 'a bucket that never forgets',
      does: 'refused',
      says: 'Of one that runs, to another bucket: as host. Its earlier reports stay where they are.',
    },
  ],
};
