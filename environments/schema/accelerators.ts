import { acceleratorNodeTypes } from '../aws/instance-types';
import { fields, list, listed, named, oneOf, wholeNumber } from './field';
import { weeklyWindow } from './window';

/** How long it answers from memory; a limit of ours, DAX documents none. */
const seconds = () => wholeNumber('seconds', 1, 86_400);

const accelerator = fields({
  /**
   * The tables of `tables` that it answers for, and what it may do with the items of each. A service that uses it reads all that it reads: DAX has no rights to
   * single tables. Tables that not all of its services may read need an accelerator of their own.
   * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
   */
  tables: named('lists of read and write', list(oneOf(['read', 'write']), 'words', 1, 2)),
  /** Node type: `dax.r5.large`. Another one replaces the accelerator. */
  nodeType: listed('a node type of DAX', acceleratorNodeTypes, 'instance-types.ts'),
  /**
   * Nodes in all, 1 to 11: one that writes, and replicas in other zones. AWS recommends three or more in production.
   * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html
   */
  nodes: wholeNumber('nodes', 1, 11),
  /** Seconds that an item which was read by its key is answered from memory: 1 to 86400. AWS's default is 300. What others write past the accelerator is seen after that. */
  itemTtlSeconds: seconds(),
  /** Seconds that a result of `Query` or `Scan` is answered from memory, whatever was written meanwhile, likewise. */
  queryTtlSeconds: seconds(),
  /** When DAX may patch, each week: `sun:04:00-sun:05:00` UTC, 60 minutes or longer. */
  maintenanceWindow: weeklyWindow(60),
});

/** Accelerators (DAX) in front of DynamoDB tables, by name: a-z, 0-9 and single hyphens. With the name of the environment and a hyphen in front it has 20 characters or less. */
export const accelerators = named('accelerators', accelerator);
