import type { Provider } from '../resource';
import { identityOf } from '../text';
import { isAbsent, isMap, step, Unknown, type Value } from '../value';
import { type Blocks } from './blocks';
import { only } from './json-block';
import type { Evaluator, Scope } from './evaluate';
import { bareName } from './hcl/embedded-expression';

/** The provider configurations of a module, by the name that resources give them: `aws`, `aws.us_east_1`. */
export function providersOf(blocks: Blocks, evaluator: Evaluator, scope: Scope): ReadonlyMap<string, Provider> {
  const providers = new Map<string, Provider>();
  for (const { names, json } of blocks.all('provider')) {
    const type = names[0] as string;
    const alias = evaluator.value(json.alias, scope);
    const name = typeof alias === 'string' ? `${type}.${alias}` : type;
    providers.set(name, providerFrom(name, evaluator.map(json, scope)));
  }
  return providers;
}

/** The region and account of a provider configuration. */
export function providerFrom(name: string, config: Value): Provider {
  const region = step(config, 'region');
  const account = accountOf(config);
  return {
    name,
    ...(typeof region === 'string' && { region }),
    ...(account !== undefined && { account }),
    undecided: { ...identified('account', credentials(config)), ...identified('region', [region]) },
    defaultTags: tagsOf(step(config, 'default_tags')),
  };
}

/** What a provider takes its account from. */
function credentials(config: Value): readonly (Value | undefined)[] {
  const roles = ['assume_role', 'assume_role_with_web_identity'].map((name) => step(step(config, name), 'role_arn'));
  return [...roles, ...['profile', 'access_key'].map((name) => step(config, name))];
}

function identified(name: 'account' | 'region', by: readonly (Value | undefined)[]): Provider['undecided'] {
  const known = by.filter((one) => !isAbsent(one)) as Value[];
  return known.length > 0 ? { [name]: identityOf(known) } : {};
}

/** The account of the role that it assumes, else the only one that it allows. */
function accountOf(config: Value): string | undefined {
  const role = step(step(config, 'assume_role'), 'role_arn');
  const [, ofRole] = typeof role === 'string' ? (/^arn:[^:]*:iam::(\d{12}):/.exec(role) ?? []) : [];
  if (ofRole !== undefined) return ofRole;
  const allowed = step(config, 'allowed_account_ids');
  const only = Array.isArray(allowed) && allowed.length === 1 ? allowed[0] : undefined;
  return typeof only === 'string' || typeof only === 'number' ? String(only) : undefined;
}

/** The provider of a resource: the one it names, else the one of its type's prefix. */
export function providerOf(named: unknown, type: string, providers: ReadonlyMap<string, Provider>): Provider {
  const name = bareName(named) ?? (type.split('_')[0] as string);
  return providers.get(name) ?? { name, defaultTags: {} };
}

/** Those of a called module: what `providers` passes, and the caller's that have no alias. */
export function passedProviders(passed: unknown, own: ReadonlyMap<string, Provider>): ReadonlyMap<string, Provider> {
  const inherited = [...own].filter(([name]) => !name.includes('.'));
  const given = Object.entries(only(passed) ?? {}).map(([name, from]): [string, Provider | undefined] => [
    name,
    own.get(bareName(from) ?? ''),
  ]);
  return new Map([...inherited, ...given.filter((entry): entry is [string, Provider] => entry[1] !== undefined)]);
}

function tagsOf(block: Value | undefined): Provider['defaultTags'] {
  if (block instanceof Unknown) return block;
  const tags = step(block, 'tags');
  return isMap(tags) || tags instanceof Unknown ? tags : {};
}
