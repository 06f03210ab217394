import { failing, notKnown, pass, quoted, type Verdict } from '../../engine/verdict';
import type { Graph } from '../../model/graph';
import { isAbsent, isList, Unknown, type Value } from '../../model/value';
import { tierOf } from '../../network/tiers';

const wanted = 'subnets without a route to an internet gateway';

/** That none of the subnets of an attribute, a list or one, is public by its routes. */
export function noneIsPublic(graph: Graph, path: string, value: Value | undefined): Verdict {
  if (value instanceof Unknown) return notKnown(path, wanted, value);
  const verdicts = (isList(value) ? value : isAbsent(value) ? [] : [value]).map((one) => ofOne(graph, path, one));
  return (
    verdicts.find(({ status }) => status === 'fail') ?? verdicts.find(({ status }) => status === 'unknown') ?? pass
  );
}

function ofOne(graph: Graph, path: string, value: Value): Verdict {
  const subnet = graph.resolve(value, 'aws_subnet', 'aws_default_subnet');
  if (subnet === undefined) return notKnown(path, wanted, `the routes of ${quoted(value)} are not in the input`);
  const tier = subnet instanceof Unknown ? subnet : tierOf(graph, subnet);
  if (tier instanceof Unknown) return notKnown(path, wanted, tier);
  return tier === 'public' ? failing(path, wanted, `${String(subnet)}, which is public`) : pass;
}
