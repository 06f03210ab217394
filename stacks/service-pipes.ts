import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import type { Function as LambdaFunction } from '../modules/function';
import { Pipe, type PipePattern, type PipeSource, type PipeTarget } from '../modules/pipe';
import { found } from './map-values';
import type { SharedByServices } from './service-runtime';

type Decided = Environment['pipes'][string];

/** The pipes of an environment. They are here, since they lead from tables and queues of the stacks below to what is in these and to functions. */
export function addPipes(
  scope: Construct,
  { name: environment, account, region, logRetentionDays, pipes }: Environment,
  functions: Readonly<Record<string, LambdaFunction>>,
  { key, alarms: topic, messages, stores }: SharedByServices,
): void {
  for (const [name, decided] of Object.entries(pipes)) {
    const { description, from } = decided;
    const protection = from.source === 'table' ? from.deletionProtection : 'on';
    new Pipe(scope, `pipe-${name}`, {
      ...{ name: `${environment}-${name}`, description, account, region, key, logRetentionDays, alarms: { topic } },
      ...{ source: sourceOf(decided), target: targetOf(decided) },
      ...(protection !== 'on' && { optOuts: { deletionProtection: protection } }),
    });
  }

  function sourceOf({ from, filters }: Decided): PipeSource {
    const only = filters === 'none' ? {} : { filters: filters.map((json) => JSON.parse(json) as PipePattern) };
    if (from.source === 'queue') return { queue: messages.queue(from.queue), ...only };
    const { table, maxRetries, maxAgeSeconds } = from;
    return { table: stores.table(table), maxRetries, maxAgeSeconds, ...only };
  }

  function targetOf({ to, template }: Decided): PipeTarget {
    const sent = template === 'whole' ? {} : { inputTemplate: template };
    if (to.target === 'queue') return { queue: messages.queue(to.sendsTo), ...sent };
    if (to.target === 'function') return { functionArn: found(functions, to.runs, 'services').ref.aliasArn, ...sent };
    const { eventSource: source, detailType } = to;
    return { eventBus: messages.eventBus(), source, detailType, ...sent };
  }
}
