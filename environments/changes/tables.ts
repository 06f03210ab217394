import { prod } from '../prod';
import type { Changes } from './change';
import { protectedInAws, unprotected, unprotectedAlone } from './protection';
import { leavesPlan } from './recovery';

const off = { off: true, reason: 'retired with what it holds' } as const;
const unused = { 'services.web.tables': {}, 'services.accounts.tables': {}, 'services.office.tables': {} };

const byCustomer = {
  'by-customer': {
    partitionKey: { name: 'customerId', type: 'S' },
    sortKey: 'none',
    nonKeyAttributes: [],
    capacity: 'table',
  },
};

/** DynamoDB. */
export const tables: Changes = {
  'tables.*': [
    { to: undefined, title: 'a table less', does: 'refused', says: 'While services use it.' },
    {
      to: undefined,
      with: unused,
      title: 'a table less, that no service uses',
      destroys: ['aws_dynamodb_table'],
      does: 'removes',
      says: 'The gate of the review closes (`change/data-stores-retained`). DynamoDB refuses while it is protected, and its alarms and its policy may be gone by then: switch the protection off first. docs/guides/retire.md has the steps.',
    },
    {
      name: 'baskets',
      to: {
        ...prod.tables.receipts,
        partitionKey: { name: 'customerId', type: 'S' },
        sortKey: { name: 'sku', type: 'S' },
      },
      title: 'a table more',
      does: 'adds',
      says: 'With its alarms. A service reads and writes it once its `tables` name it.',
    },
  ],
  'tables.*.partitionKey': [
    {
      to: { name: 'token', type: 'S' },
      title: 'another partition key',
      does: 'refused',
      says: 'DynamoDB changes the key of no table. Add a table with the other key, and move the items.',
    },
  ],
  'tables.*.sortKey': [
    { to: { name: 'at', type: 'N' }, title: 'a sort key', does: 'refused', says: 'As the partition key.' },
  ],
  'tables.*.globalIndexes.*': [
    {
      name: ['sessions', 'by-customer'],
      to: byCustomer['by-customer'],
      title: 'a global index more',
      does: 'in place',
      says: 'DynamoDB fills it while the table is used, for minutes to hours, and charges for the writes. One in each apply.',
    },
  ],
  'tables.*.localIndexes.*': [
    {
      name: ['sessions', 'by-kind'],
      to: { sortKey: { name: 'kind', type: 'S' }, nonKeyAttributes: 'all' },
      with: { 'tables.sessions.sortKey': { name: 'at', type: 'N' } },
      title: 'a local index more',
      does: 'refused',
      says: 'DynamoDB makes them with the table alone. A global index can be added.',
    },
  ],
  'tables.*.timeToLive': [
    {
      to: { attribute: 'expiresAt', enabled: false },
      does: 'in place',
      says: 'Within an hour: items are kept from then on. DynamoDB takes no other change of it in that hour.',
    },
    {
      to: { attribute: 'endsAt', enabled: true },
      title: 'another attribute, at once',
      does: 'in place',
      says: 'DynamoDB refuses it: `enabled: false` first, in an apply of its own, and the other attribute in one after that.',
    },
    {
      to: 'none',
      title: 'none, at once',
      does: 'in place',
      says: 'DynamoDB refuses it, likewise: `enabled: false` first.',
    },
  ],
  'tables.*.capacity': [
    {
      to: { onDemand: { maxReadUnits: 800, maxWriteUnits: 400 } },
      title: 'a greater maximum',
      does: 'in place',
      says: 'While it is used; alarms follow. With a smaller one, what is over it is throttled from then on.',
    },
    {
      to: {
        provisioned: {
          read: { min: 50, max: 400, targetPercent: 70 },
          write: { min: 25, max: 200, targetPercent: 70 },
        },
      },
      title: 'from on demand to provisioned',
      does: 'in place',
      says: 'While it is used. It starts with 1 unit, which the scaling raises within minutes: make it when there are few requests. Back, likewise in place, at most four times a day.',
    },
  ],
  'tables.*.tableClass': [
    {
      to: 'STANDARD_INFREQUENT_ACCESS',
      does: 'in place',
      says: 'In the background, while it is used; twice in 30 days at most.',
    },
  ],
  'tables.*.stream': [
    {
      to: 'NEW_IMAGE',
      does: 'in place',
      says: 'From the next write on. Another kind is another stream, and who reads the old one has 24 hours for the rest.',
    },
  ],
  'tables.*.consistentReads': [
    {
      to: false,
      does: 'nothing',
      says: 'Nothing: laws alone read it. `true` is refused while an accelerator has the table.',
    },
  ],
  'tables.*.contributorInsights': [
    { to: true, does: 'adds', says: 'Charged by event from then on; nothing else of the table changes.' },
  ],
  'tables.*.pointInTimeRecovery': [
    { to: { recoveryDays: 7 }, does: 'refused', says: 'While a less critical environment has more days.' },
    {
      to: { recoveryDays: 7 },
      alone: true,
      does: 'in place',
      says: 'It can be restored to the last 7 days alone from then on.',
    },
    {
      to: off,
      alone: true,
      does: 'refused',
      says: 'Where criticality is critical. Else in place: nothing can be restored any more.',
    },
  ],
  'tables.*.backupPlan': [leavesPlan],
  'tables.*.deletionProtection': [
    unprotected(),
    {
      ...unprotectedAlone(
        'Where criticality is critical and a service uses it. Else in place: DynamoDB deletes it when it is asked to from then on.',
      ),
      does: 'refused',
    },
    { ...protectedInAws, with: { 'dataKey.deletionProtection': 'on' } },
  ],
};
