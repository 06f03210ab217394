import { groupBy } from '../../../review/group-by';
import { memoized } from '../../../review/memoize';
import { and, some, type Truth } from '../../../review/iam/three-valued-logic';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, isList, Unknown, type Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const byEnvironment = memoized((graph: Graph, type: string) => groupBy(graph.all(type), (one) => one.environment));

/** The patterns of filters whose metric has an alarm with an action. */
export function alarmedPatterns(
  trail: Resource,
  graph: Graph,
): { readonly patterns: readonly string[]; readonly unknown?: Unknown } {
  const beside = (type: string) => byEnvironment(graph, type).get(trail.environment) ?? [];
  const alarms = beside('aws_cloudwatch_metric_alarm');
  const judged = beside('aws_cloudwatch_log_metric_filter').map((filter) => ({
    pattern: filter.at('pattern'),
    isAlarmed: some(alarms, (alarm) => watches(alarm, filter)),
  }));
  const seen = judged.filter(({ isAlarmed }) => isAlarmed !== false);
  const unknown = seen.flatMap(({ pattern, isAlarmed }) => [isAlarmed, pattern]).find((one) => one instanceof Unknown);
  const patterns = seen.flatMap(({ pattern, isAlarmed }) =>
    isAlarmed === true && typeof pattern === 'string' ? [pattern] : [],
  );
  return unknown instanceof Unknown ? { patterns, unknown } : { patterns };
}

function watches(alarm: Resource, filter: Resource): Truth {
  const actions = alarm.at('alarm_actions');
  return and(
    isSame(alarm.at('metric_name'), filter.at('metric_transformation.name')),
    isSame(alarm.at('namespace'), filter.at('metric_transformation.namespace')),
    actions instanceof Unknown ? actions : !isAbsent(actions) && !(isList(actions) && actions.length === 0),
  );
}

function isSame(one: Value | undefined, other: Value | undefined): Truth {
  const texts = [textOfValue(one), textOfValue(other)];
  if (one !== undefined && texts[0] !== '' && texts[0] === texts[1]) return true;
  return [one, other].find((value) => value instanceof Unknown) ?? false;
}
