import { failing, notKnown, pass, quoted, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { isAbsent, isList, Unknown, type Value } from '../../../review/model/value';
import { tierOf } from '../../../review/network/tiers';

const expected = 'subnets without a route to an internet gateway';

/** The verdict that no subnet of an attribute, one or a list, is public by its routes. */
export function noneIsPublic(graph: Graph, path: string, value: Value | undefined): Verdict {
  if (value instanceof Unknown) return notKnown(path, expected, value);
  const verdicts = (isList(value) ? value : isAbsent(value) ? [] : [value]).map((one) => ofOne(graph, path, one));
  return (
    verdicts.find(({ status }) => status === 'fail') ?? verdicts.find(({ status }) => status === 'unknown') ?? pass
  );
}

function ofOne(graph: Graph, path: string, value: Value): Verdict {
  const subnet = graph.resolve(value, 'aws_subnet', 'aws_default_subnet');
  if (subnet === undefined) return notKnown(path, expected, `the routes of ${quoted(value)} are not in the input`);
  const tier = subnet instanceof Unknown ? subnet : tierOf(graph, subnet);
  if (tier instanceof Unknown) return notKnown(path, expected, tier);
  return tier === 'public' ? failing(path, expected, `${String(subnet)}, which is public`) : pass;
}
