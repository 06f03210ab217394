import { eachBlock } from '../../../review/engine/attribute';
import { and, some, type Truth } from '../../../review/iam/three-valued-logic';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, Reference, step, Unknown, type Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';

/** CloudWatch user guide, CloudWatch metrics published by canaries. */
const failures = ['SuccessPercent', 'Failed'];

/** Whether an alarm is on runs of a canary that fail, by a metric of its own or in an expression. */
export function watchesFailures(alarm: Resource, canary: Resource): Truth {
  const queries = eachBlock(alarm, 'metric_query');
  if (queries instanceof Unknown) return queries;
  const metrics = queries.map(({ values }) => blocksOf(step(values, 'metric')));
  const unknown = metrics.find((blocks) => blocks instanceof Unknown);
  const own = (name: string) => alarm.at(name);
  const inQueries = metrics.flatMap((blocks) => (blocks instanceof Unknown ? [] : blocks));
  const isWatching = some([own, ...inQueries.map((metric) => (name: string) => step(metric, name))], (at): Truth =>
    isOnFailures(at, canary),
  );
  return isWatching === true || !(unknown instanceof Unknown) ? isWatching : unknown;
}

function isOnFailures(at: (name: string) => Value | undefined, canary: Resource): Truth {
  const dimensions = at('dimensions');
  const name = dimensions instanceof Unknown ? dimensions : step(dimensions, 'CanaryName');
  return and(
    isOneOf(at('namespace'), ['CloudWatchSynthetics']),
    isOneOf(at('metric_name'), failures),
    name instanceof Reference ? name.resource === canary : isSame(name, canary.at('name')),
  );
}

function isOneOf(value: Value | undefined, words: readonly string[]): Truth {
  return value instanceof Unknown ? value : words.includes(textOfValue(value));
}

function isSame(one: Value | undefined, other: Value | undefined): Truth {
  const unknown = [one, other].find((value) => value instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  return one !== undefined && textOfValue(one) === textOfValue(other);
}
