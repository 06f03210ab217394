import { Attribute, type AttributeOptions } from '../../../review/engine/attribute';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown, type Value } from '../../../review/model/value';

/** What launches hosts: an instance, or a launch template. */
export const hosts: readonly string[] = ['aws_instance', 'aws_launch_template'];

/** The template that an instance, or an Auto Scaling group, launches from; `Unknown` where it is not in the input. */
export function templateOf(graph: Graph, launched: Resource): Resource | Unknown | undefined {
  const block = launched.at('launch_template');
  if (isAbsent(block) || block instanceof Unknown) return block ?? undefined;
  const [id, name] = [launched.at('launch_template.id'), launched.at('launch_template.name')];
  const found =
    graph.resolveFor(launched, id, 'aws_launch_template') ??
    graph.resolveBy(launched, name, 'aws_launch_template', 'name');
  if (found instanceof Unknown) return found;
  const isRead = found?.mode === 'managed';
  return isRead ? found : new Unknown(`the launch template of ${launched.address} is not in the input`);
}

/** An attribute of an instance, else of its launch template, else the default. */
export function launchAttribute(graph: Graph, host: Resource, path: string, options: AttributeOptions = {}): Attribute {
  return new Attribute(path, host.at(path) ?? inTemplate(graph, host, path) ?? options.default);
}

function inTemplate(graph: Graph, host: Resource, path: string): Value | undefined {
  if (host.type === 'aws_launch_template') return undefined;
  const template = templateOf(graph, host);
  return template instanceof Unknown ? template : template?.at(path);
}
