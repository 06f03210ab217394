import { Resource } from '../resource';
import type { Value } from '../value';
import { only, type Block } from './blocks';
import type { Module } from './module';
import { providerOf } from './providers';
import { ResourceBody } from './resource-body';
import { bind } from './scope';

/**
 * An instance of a block `resource`, `data` or `ephemeral`.
 *
 * @param suffix `''`, `[0]`, `["a"]`
 * @param names what `count` and `each` are in it
 */
export function resourceOf(
  module: Module,
  block: Block,
  suffix: string,
  names: Readonly<Record<string, Value>>,
): Resource {
  const [type, name] = block.names as [string, string];
  const mode = block.label.startsWith('resource.') ? 'managed' : block.label.startsWith('data.') ? 'data' : 'ephemeral';
  const address = `${module.props.prefix}${mode === 'managed' ? '' : `${mode}.`}${type}.${name}${suffix}`;
  const about = only(block.json['//']) as
    { metadata?: { path?: unknown }; opt_outs?: Record<string, string> } | undefined;
  const constructPath = typeof about?.metadata?.path === 'string' ? about.metadata.path : undefined;
  const source = constructPath === undefined ? undefined : module.props.source?.(constructPath);
  const scope = suffix === '' ? module : bind(module, names);
  const body = new ResourceBody(block.json, scope, module.evaluator);
  return new Resource(
    {
      ...{ address, mode, type, name, root: module.props.root, writtenAt: block.place },
      provider: () => providerOf(block.json.provider, type, module.providers),
      ...(constructPath !== undefined && { constructPath }),
      ...(source && { source }),
      ...(about?.opt_outs && { optOuts: about.opt_outs }),
    },
    (self) => body.all(self),
    (self, attribute) => body.one(self, attribute),
  );
}
