import type { Module } from './configuration/module';
import { backendOf } from './remote-state';
import { Resource, type Provider } from './resource';
import type { Value, ValueMap } from './value';

/**
 * What rules about a whole look at, as resources of types that no provider has:
 *
 * - `@environment`: once for each environment;
 * - `@account`: once for each account of an environment, `account`;
 * - `@region`: once for each region that an environment uses, `account` and `region`;
 * - `@root`: once for each stack, folder or plan, with `backend` and `backend_type`.
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
    scopes.addRoot(root, providers, attributes);
  }
  return scopes.all;
}

/** The scopes of roots, each once. */
export class Scopes {
  private readonly made = new Map<string, Resource>();

  get all(): Resource[] {
    return [...this.made.values()];
  }

  addRoot(root: Resource['root'], providers: readonly Provider[], attributes: ValueMap = {}): void {
    const [first = { name: 'aws', defaultTags: {} }] = providers;
    this.add(root, '@environment', root.environment, first, { name: root.environment });
    this.add(root, '@root', root.name, first, { name: root.name, ...attributes });
    for (const provider of providers) {
      if (!/^aws(\.|$)/.test(provider.name)) continue;
      const { account = 'unknown', region = 'unknown' } = provider;
      this.add(root, '@account', account, provider, { account });
      this.add(root, '@region', `${account}/${region}`, provider, { account, region });
    }
  }

  private add(root: Resource['root'], type: string, name: string, provider: Provider, attributes: ValueMap): void {
    const key = `${type}/${root.environment}/${name}`;
    if (this.made.has(key)) return;
    const writtenAt = { file: root.file };
    const props = { address: `${type}.${name}`, mode: 'managed', type, name, root, provider, writtenAt } as const;
    this.made.set(key, new Resource(props, () => attributes));
  }
}
