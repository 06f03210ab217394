import { prod } from '../prod';
import type { Changes } from './change';

/** CloudWatch Synthetics. */
export const canaries: Changes = {
  'canaries.*': [
    {
      name: 'account',
      to: { ...prod.canaries.shop, path: '/account/' },
      title: 'a canary more',
      does: 'adds',
      says: 'With its role, its log and its alarms. The first one of an environment has their key too, and lets CI pass a role to Synthetics: apply `account`, then `data` for the bucket of its reports, then `edge`. It runs at once, and each run is charged for.',
    },
    {
      name: 'www',
      to: undefined,
      title: 'a canary less',
      does: 'removes',
      destroys: ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_log_group'],
      says: 'It is destroyed with its function, its role, its log and its alarms; its reports stay until the bucket forgets them.',
    },
    {
      name: 'account',
      to: { ...prod.canaries.shop, host: 'shop.example.org' },
      title: 'a canary of a host that nothing answers for',
      does: 'refused',
      says: 'A canary asks what users can ask.',
    },
  ],
  'canaries.*.host': [
    {
      name: 'office',
      to: 'partners.shop.example.com',
      does: 'in place',
      says: 'It is stopped, changed and started again. Its alarms go on.',
    },
  ],
  'canaries.*.path': [{ name: 'shop', to: '/account/', does: 'in place', says: 'As host.' }],
  'canaries.*.script': [
    {
      name: 'shop',
      to: 'examples/shop/canary/journey.cjs',
      does: 'in place',
      says: 'As host. So does another content of the file: the zip file has another name.',
    },
  ],
  'canaries.*.everyMinutes': [
    {
      name: 'shop',
      to: 1,
      does: 'in place',
      says: 'As host. What runs cost changes with it, and how soon its alarm tells: after three of them. Refused below 5 where criticality is low or medium.',
    },
  ],
  'canaries.*.timeoutSeconds': [{ name: 'shop', to: 60, does: 'in place', says: 'As host.' }],
  'canaries.*.durationMs': [{ name: 'shop', to: 2000, does: 'in place', says: 'Its alarm alone.' }],
  'canaries.*.artifacts': [
    {
      name: 'shop',
      to: 'uploads',
      title: 'a bucket that never forgets',
      does: 'refused',
      says: 'To another bucket that forgets: as host. Its earlier reports stay where they are.',
    },
  ],
};
