import { asText } from '../../../review/model/configuration/text';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';

const indexes = new WeakMap<Graph, ReadonlyMap<string, readonly Resource[]>>();

/** The stage that a resource names, as a key: a stage's name is unique only within its API. */
function stageOf(graph: Graph, resource: Resource): string | undefined {
  const api = graph.resolveFor(resource, resource.at('rest_api_id'), 'aws_api_gateway_rest_api');
  const stage = resource.at('stage_name');
  if (api instanceof Unknown || stage === undefined || stage instanceof Unknown) return undefined;
  const name = api instanceof Resource ? api.key : asText(resource.at('rest_api_id') ?? null);
  return `${resource.environment} ${name} ${asText(stage)}`;
}

/** The method settings of a stage, in any stack. */
export function settingsOf(graph: Graph, stage: Resource): readonly Resource[] {
  let index = indexes.get(graph);
  if (!index) {
    const made = new Map<string, Resource[]>();
    for (const settings of graph.all('aws_api_gateway_method_settings')) {
      const key = stageOf(graph, settings);
      if (key === undefined) continue;
      const same = made.get(key);
      if (same) same.push(settings);
      else made.set(key, [settings]);
    }
    index = made;
    indexes.set(graph, index);
  }
  return index.get(stageOf(graph, stage) ?? '') ?? [];
}
