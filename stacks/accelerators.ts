import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { Accelerator, type AcceleratorProps } from '../modules/accelerator';
import type { TopicRef } from '../modules/notifications';
import type { TableRef } from '../modules/table';
import { accessOf } from './item-access';
import { found, mapValues } from './map-values';

interface Shared {
  readonly network: AcceleratorProps['network'];
  readonly alarms: TopicRef;
  readonly tables: Readonly<Record<string, TableRef>>;
}

/** An accelerator as its environment decides it, in front of tables of the environment. */
export function addAccelerator(
  scope: Construct,
  { name: environment }: Environment,
  name: string,
  decided: Environment['accelerators'][string],
  { network, alarms: topic, tables }: Shared,
): Accelerator {
  const { nodeType, nodes, itemTtlSeconds, queryTtlSeconds, maintenanceWindow } = decided;
  return new Accelerator(scope, `accelerator-${name}`, {
    ...{ name: `${environment}-${name}`, network, maintenanceWindow, alarms: { topic } },
    tables: mapValues(decided.tables, (verbs, table) => ({
      table: found(tables, table, 'tables'),
      access: accessOf(verbs),
    })),
    nodes: { nodeType, count: nodes },
    timeToLive: { itemSeconds: itemTtlSeconds, querySeconds: queryTtlSeconds },
  });
}
