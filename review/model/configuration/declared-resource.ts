import { Resource } from '../resource';
import { type Block } from './blocks';
import { only } from './json-block';
import { type Existence, existenceWithin } from './existence';
import type { Make } from './instances';
import type { Module } from './module';
import type { NotRead } from './module-props';
import { providerOf } from './providers';
import { ResourceBody } from './resource-body';
import { bind } from './scope';

/** A call of a module that was not read, with its arguments: what can be judged of it. */
export function unreadModuleOf(
  module: Module,
  call: Block,
  { reason }: NotRead,
  ...[suffix, names, own]: Parameters<Make<Resource>>
): Resource {
  const { root, prefix } = module.props;
  const { providers: _, ...given } = call.json;
  const body = new ResourceBody(given, suffix === '' ? module : bind(module, names), module.evaluator);
  return new Resource(
    {
      ...{
        address: `${prefix}${call.label}${suffix}`,
        mode: 'managed',
        type: '@module',
        name: call.names[0] as string,
      },
      ...{ root, writtenAt: call.place, ...existenceIn(module, own) },
      provider: () => module.providers.get('aws') ?? { name: 'aws', defaultTags: {} },
    },
    (self) => Object.assign(body.all(self), { not_read: reason }),
    (self, attribute) => (attribute === 'not_read' ? reason : body.one(self, attribute)),
  );
}

/** An instance of a block `resource`, `data` or `ephemeral`. */
export function resourceOf(
  module: Module,
  block: Block,
  ...[suffix, names, own]: Parameters<Make<Resource>>
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
      ...existenceIn(module, own),
      ...(constructPath !== undefined && { constructPath }),
      ...(source && { source }),
      ...(about?.opt_outs && { optOuts: about.opt_outs }),
    },
    (self) => body.all(self),
    (self, attribute) => body.one(self, attribute),
  );
}

function existenceIn(module: Module, own: Existence | undefined) {
  const existence = existenceWithin(module.props.existence, own);
  return existence && { existence: existence.unknown, conditions: existence.conditions };
}
