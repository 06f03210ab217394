import type { Module } from './configuration/module';
import { backendOf } from './remote-state';
import { Resource, type Place, type Provider } from './resource';
import { textsOf } from './sensitive';
import type { Value, ValueMap } from './value';

/**
 * What rules about a whole look at, as resources of types that no provider has:
 *
 * - `@environment`: once for each environment;
 * - `@account`: once for each account of an environment, `account`;
 * - `@region`: once for each region that an environment uses, `account` and `region`;
 * - `@root`: once for each stack, folder or plan, with `backend` and `backend_type`, the number of its `resources`, why
 *   some were `not_read`, its blocks `provider` and `output`, by their names, and what Terraform marks `sensitive`. Those may hold credentials: nothing may
 *   print them.
 *
 * A call of a module that was not read is a resource of the type `@module`: its arguments, and why it was `not_read`.
 */
export function scopesOf(modules: readonly Module[]): Resource[] {
  const scopes = new Scopes();
  for (const module of modules) {
    const { root } = module.props;
    const providers = [...module.providers.values()];
    const backend = backendOf(module.blocks.all('terraform').map(({ json }) => json));
    const attributes: Record<string, Value> = backend
      ? { backend_type: backend.type, backend: module.evaluator.map(backend.config, module) }
      : {};
    // Where a stack's backend is chosen: cdktf gives every backend this id.
    const source = module.props.source?.(`${root.name}/backend`);
    const resources = () => module.resources.filter(({ type }) => type !== '@module').length;
    scopes.addRoot(root, providers, () => ({ ...attributes, resources: resources(), ...publishedBy(module) }), source);
  }
  return scopes.all;
}

/** What a root gives to its providers, and to whoever reads its state. */
function publishedBy(module: Module): ValueMap {
  const provider: Record<string, Value> = Object.create(null);
  for (const { names, json } of module.blocks.all('provider')) {
    const name = names[0] as string;
    provider[name] = [...((provider[name] as Value[] | undefined) ?? []), module.evaluator.map(json, module)];
  }
  const output: Record<string, Value> = Object.create(null);
  for (const { names, json } of module.blocks.all('output')) {
    const name = names[0] as string;
    const sensitive = module.evaluator.value(json.sensitive, module);
    output[name] = { value: module.output(name), sensitive };
  }
  return { provider, output, sensitive: sensitiveIn(module) };
}

/** What Terraform marks sensitive: variables, outputs, and literals by its function. */
function sensitiveIn(module: Module): string[] {
  const isMarked = (json: { readonly sensitive?: unknown }) => json.sensitive === true || json.sensitive === 'true';
  const marked = (type: string) => module.blocks.all(type).filter(({ json }) => isMarked(json));
  const names = (type: string) => marked(type).map(({ names: [name] }) => name as string);
  const variables = names('variable').map((name) => module.evaluator.value(`\${var.${name}}`, module));
  const outputs = names('output').map((name) => module.output(name));
  const blocks = ['resource', 'data', 'locals', 'module', 'output'].flatMap((type) => module.blocks.all(type));
  const literals = blocks.flatMap(({ json }) => literalsOf(json));
  return textsOf([...variables, ...outputs, ...literals]);
}

/** What is written as an argument of `sensitive()`: in an expression that was parsed, or in the text of one. */
function literalsOf(part: unknown, isArgument = false): string[] {
  if (typeof part === 'string') {
    if (isArgument) return [];
    return Array.from(part.matchAll(/\bsensitive\("([^"\\]+)"\)/g), ([, literal]) => literal as string);
  }
  if (typeof part !== 'object' || part === null) return [];
  const { kind, name, given, value } = part as Readonly<Record<'kind' | 'name' | 'given' | 'value', unknown>>;
  if (isArgument && kind === 'literal') return textsOf(value);
  if (kind === 'call' && name === 'sensitive') return literalsOf(given, true);
  return Object.values(part).flatMap((inner: unknown) => literalsOf(inner, isArgument));
}

/** The scopes of roots, each once. */
export class Scopes {
  private readonly made = new Map<string, Resource>();

  get all(): Resource[] {
    return [...this.made.values()];
  }

  addRoot(
    root: Resource['root'],
    providers: readonly Provider[],
    attributes: () => ValueMap = () => ({}),
    source?: Place,
  ): void {
    const [first = { name: 'aws', defaultTags: {} }] = providers;
    this.add(root, '@environment', root.environment, first, () => ({ name: root.environment }));
    this.add(root, '@root', root.name, first, () => ({ name: root.name, ...attributes() }), source);
    for (const provider of providers) {
      if (!/^aws(\.|$)/.test(provider.name)) continue;
      const { account = 'unknown', region = 'unknown' } = provider;
      this.add(root, '@account', account, provider, () => ({ account }));
      this.add(root, '@region', `${account}/${region}`, provider, () => ({ account, region }));
    }
  }

  private add(
    root: Resource['root'],
    type: string,
    name: string,
    provider: Provider,
    attributes: () => ValueMap,
    source?: Place,
  ): void {
    const key = `${type}/${root.environment}/${name}`;
    if (this.made.has(key)) return;
    const writtenAt = { file: root.file };
    const props = { address: `${type}.${name}`, mode: 'managed', type, name, root, provider, writtenAt } as const;
    this.made.set(key, new Resource({ ...props, ...(source && { source }) }, attributes));
  }
}
