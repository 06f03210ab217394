import type { Truth } from '../../../review/iam/three-valued-logic';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { memoized } from '../../../review/memoize';
import { textOfValue } from '../support/text';
import { withUnknownText } from '../support/with-text';

const partsOfComposites = memoized(
  (graph: Graph): ReadonlySet<string> => new Set(graph.all('aws_cloudwatch_composite_alarm').flatMap(partsOf)),
);

/** Whether it is part of a composite alarm, which has the action. */
export function isPartOfAnother(alarm: Resource, graph: Graph): Truth {
  if (partsOfComposites(graph).has(`${alarm.environment} ${textOfValue(alarm.at('alarm_name'))}`)) return true;
  return withUnknownText(graph, alarm, 'aws_cloudwatch_composite_alarm', 'alarm_rule') ?? false;
}

/** The names in `ALARM("cpu") OR OK(memory)`, or those of ARNs there. */
function partsOf(composite: Resource): string[] {
  const names = textOfValue(composite.at('alarm_rule')).matchAll(
    /(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+)"?\s*\)/g,
  );
  return [...names].map(([, name = '']) => `${composite.environment} ${name.replace(/^arn:.*:alarm:/, '')}`);
}
