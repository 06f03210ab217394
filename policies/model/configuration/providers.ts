import type { Provider } from '../resource';
import { isMap, Unknown, type Value } from '../value';
import type { Evaluator, Scope } from './evaluate';
import { entries, type Json } from './module';

/** The provider configurations of a module, by the name that resources give them: `aws`, `aws.us_east_1`. */
export function providersOf(json: Json, evaluator: Evaluator, scope: Scope): ReadonlyMap<string, Provider> {
  const providers = new Map<string, Provider>();
  for (const [type, block] of entries(json.provider)) {
    const config = evaluator.map(block, scope);
    const name = typeof config.alias === 'string' ? `${type}.${config.alias}` : type;
    const accounts = config.allowed_account_ids;
    const account = Array.isArray(accounts) && accounts.length === 1 ? accounts[0] : undefined;
    const region = config.region;
    providers.set(name, {
      name,
      ...(typeof region === 'string' && { region }),
      ...(typeof account === 'string' && { account }),
      defaultTags: tagsOf(config.default_tags),
    });
  }
  return providers;
}

/** The provider of a resource: the one it names, else the one of its type's prefix. */
export function providerOf(named: unknown, type: string, providers: ReadonlyMap<string, Provider>): Provider {
  const name = typeof named === 'string' ? named.replace(/^\$\{|\}$/g, '') : (type.split('_')[0] as string);
  return providers.get(name) ?? { name, defaultTags: {} };
}

function tagsOf(block: Value | undefined): Provider['defaultTags'] {
  const one = Array.isArray(block) ? block[0] : block;
  if (one instanceof Unknown) return one;
  const tags = isMap(one) ? one.tags : undefined;
  return isMap(tags) || tags instanceof Unknown ? tags : {};
}
