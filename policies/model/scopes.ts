import type { Module } from './configuration/module';
import { Resource, type Provider } from './resource';

/**
 * What rules about a whole look at, as resources of types that no provider has:
 *
 * - `@environment`: once for each environment;
 * - `@account`: once for each account of an environment, `account`;
 * - `@region`: once for each region that an environment uses, `account` and `region`;
 * - `@root`: once for each stack, folder or plan, with `backend` and `backend_type`.
 */
export function scopesOf(modules: readonly Module[]): Resource[] {
  const made = new Map<string, Resource>();
  const add = (module: Module, type: string, name: string, provider: Provider, attributes: Record<string, unknown>) => {
    const { root } = module.props;
    const key = `${type}/${root.environment}/${name}`;
    if (made.has(key)) return;
    const writtenAt = { file: root.file };
    const props = { address: `${type}.${name}`, mode: 'managed', type, name, root, provider, writtenAt } as const;
    made.set(key, new Resource(props, () => attributes as never));
  };
  for (const module of modules) {
    const { root, body } = module.props;
    const [first = { name: 'aws', defaultTags: {} }] = module.providers.values();
    add(module, '@environment', root.environment, first, { name: root.environment });
    const [backend_type, backend] =
      Object.entries((body.json.terraform as { backend?: object } | undefined)?.backend ?? {})[0] ?? [];
    add(module, '@root', root.name, first, { name: root.name, ...(backend_type && { backend_type, backend }) });
    for (const provider of module.providers.values()) {
      if (!provider.name.startsWith('aws')) continue;
      const { account = 'unknown', region = 'unknown' } = provider;
      add(module, '@account', account, provider, { account });
      add(module, '@region', `${account}/${region}`, provider, { account, region });
    }
  }
  return [...made.values()];
}
