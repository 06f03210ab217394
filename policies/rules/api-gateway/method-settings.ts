import { asText } from '../../../review/model/configuration/text';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { groupBy } from '../../../review/group-by';
import { memoized } from '../../../review/memoize';

/** The stage that a resource names, as a key: a stage's name is unique only within its API. */
function stageOf(graph: Graph, resource: Resource): string | undefined {
  const api = graph.resolveFor(resource, resource.at('rest_api_id'), 'aws_api_gateway_rest_api');
  const stage = resource.at('stage_name');
  if (api instanceof Unknown || stage === undefined || stage instanceof Unknown) return undefined;
  const name = api instanceof Resource ? api.key : asText(resource.at('rest_api_id') ?? null);
  return `${resource.environment} ${name} ${asText(stage)}`;
}

const settingsByStage = memoized((graph: Graph) =>
  groupBy(graph.all('aws_api_gateway_method_settings'), (settings) => stageOf(graph, settings)),
);

/** The method settings of a stage, in any stack. */
export function settingsOf(graph: Graph, stage: Resource): readonly Resource[] {
  const key = stageOf(graph, stage);
  return key === undefined ? [] : (settingsByStage(graph).get(key) ?? []);
}
