import type { Changes } from './change';
import { ofAdded } from './of-added';

/** An accelerator, as prod would have it. */
export const accelerator = {
  tables: { receipts: ['read'] },
  ...{ nodeType: 'dax.r5.large', nodes: 3, itemTtlSeconds: 300, queryTtlSeconds: 60 },
  maintenanceWindow: 'sun:04:00-sun:05:00',
} as const;

const ofNew = ofAdded('accelerators.receipts', accelerator, { title: 'of an accelerator that is added' });

/** DynamoDB Accelerator. */
export const accelerators: Changes = {
  'accelerators.*': [
    {
      name: 'receipts',
      to: accelerator,
      title: 'an accelerator more',
      does: 'in place',
      says: 'With its role, its alarms and its security group. The first one lets CI use DAX and pass it a role: apply `account` first. Services get it once they name it. One less: refused while services name it; then it is destroyed, and nothing is lost.',
    },
  ],
  'accelerators.*.tables': ofNew(
    'tables',
    { receipts: ['read', 'write'] },
    'Of one that runs, in place and at once: the policies of its role. What it kept of a table that goes is answered until its time is over.',
  ),
  'accelerators.*.nodeType': ofNew(
    'nodeType',
    'dax.r7i.large',
    'Of one that runs: replaces it. It answers nothing for as long as it takes to make, and begins empty. Add another one, let services use it, then take this one out.',
  ),
  'accelerators.*.nodes': ofNew(
    'nodes',
    4,
    'Of one that runs, in place while it is used; a node that is added begins empty. Refused below 3 where criticality is critical.',
  ),
  'accelerators.*.itemTtlSeconds': ofNew(
    'itemTtlSeconds',
    600,
    'Of one that runs, in place: another parameter group, which its nodes take when they are restarted.',
  ),
  'accelerators.*.queryTtlSeconds': ofNew('queryTtlSeconds', 30, 'Of one that runs: as itemTtlSeconds.'),
  'accelerators.*.maintenanceWindow': ofNew(
    'maintenanceWindow',
    'sat:04:00-sat:05:00',
    'Of one that runs, in place and at once.',
  ),
};
