import { type Place, type Provider, Resource, type Root } from '../resource';
import { namedPath } from '../construct-path';
import { type Block } from './blocks';
import type { Evaluator } from './evaluate';
import { only } from './json-block';
import { existenceWithin } from './existence';
import type { Make } from './instances';
import { providerOf } from './providers';
import { ResourceBody } from './resource-body';
import { bind, type Existence, type Scope } from './scope';

/** What a resource needs from the module that declares it. */
interface Declaring extends Scope {
  readonly props: {
    readonly root: Root;
    readonly prefix: string;
    readonly existence?: Existence;
    readonly source?: (constructPath: string) => Place | undefined;
  };
  readonly evaluator: Evaluator;
  readonly providers: ReadonlyMap<string, Provider>;
}

/** A call of a module that was not read, with its arguments: what can be judged of it. */
export function unreadModuleOf(
  module: Declaring,
  call: Block,
  reason: string,
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
  module: Declaring,
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
      ...(constructPath !== undefined && { constructPath: namedPath(constructPath) }),
      ...(source && { source }),
      ...(about?.opt_outs && { optOuts: about.opt_outs }),
    },
    (self) => body.all(self),
    (self, attribute) => body.one(self, attribute),
  );
}

function existenceIn(module: Declaring, own: Existence | undefined) {
  const existence = existenceWithin(module.props.existence, own);
  return existence && { existence: existence.unknown, conditions: existence.conditions };
}
