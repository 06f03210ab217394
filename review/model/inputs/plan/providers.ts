import { withoutPrototype } from '../../configuration/functions/json';
import { providerFrom } from '../../configuration/providers';
import type { Provider } from '../../resource';
import type { Value } from '../../value';
import type { ConfiguredModule } from './configured-module';
import type { Expressions, ProviderConfig } from './format';

/** The provider configurations of a plan, by the key that its resources name: `aws`, `aws.east`, `module.a:aws`. */
export function providersOfPlan(
  configs: Readonly<Record<string, ProviderConfig>>,
  root: ConfiguredModule,
): ReadonlyMap<string, Provider> {
  return new Map(
    Object.entries(configs).map(([key, { name = key, alias, expressions = {} }]) => [
      key,
      providerFrom(alias === undefined ? name : `${name}.${alias}`, valueOf(expressions, root)),
    ]),
  );
}

/** Blocks of expressions as values. */
function valueOf(expressions: Expressions, module: ConfiguredModule): Value {
  if (Array.isArray(expressions)) return expressions.map((one) => valueOf(one, module));
  if (typeof expressions !== 'object' || expressions === null) return null;
  if ('constant_value' in expressions || 'references' in expressions) return module.value(expressions);
  const map: Record<string, Value> = Object.create(null);
  for (const [key, one] of Object.entries(expressions)) map[key] = valueOf(one, module);
  return map;
}

/** Blocks of expressions, without what refers to anything. */
export function constantsOf(expressions: Expressions): Value {
  if (Array.isArray(expressions)) return expressions.map(constantsOf);
  if (typeof expressions !== 'object' || expressions === null) return null;
  if ('references' in expressions) return null;
  if ('constant_value' in expressions) return withoutPrototype(expressions.constant_value);
  const map: Record<string, Value> = Object.create(null);
  for (const [key, one] of Object.entries(expressions)) map[key] = constantsOf(one as Expressions);
  return map;
}
