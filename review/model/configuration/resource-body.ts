import { computedByProvider } from '../derived';
import { Reference, Unknown, isList, isMap, type Value, type ValueMap } from '../value';
import type { Resource } from '../resource';
import { isTemplate } from './syntax';
import { addDynamicBlocks } from './dynamic-blocks';
import { isDynamic } from './json-block';
import type { Evaluator } from './evaluate';
import { bareName } from './hcl/embedded-expression';
import { measured } from './measure';
import { bind, type Scope } from './scope';
import { LazyValue } from './lazy-value';
import { only, type Json } from './json-block';

/** Meta-arguments, which Terraform reads and the provider never sees. */
const meta: ReadonlySet<string> = new Set([
  '//',
  'count',
  'for_each',
  'provider',
  'depends_on',
  'dynamic',
  'lifecycle',
]);

/** The arguments of one resource, each evaluated when it is first read: two resources may need each other's. */
export class ResourceBody {
  private readonly lazyValues = new Map<string, LazyValue<Value>>();
  private scope: Scope | undefined;

  constructor(
    private readonly json: Json,
    private readonly outer: Scope,
    private readonly evaluator: Evaluator,
  ) {}

  /** Every argument that is written and not `null`. */
  all(self: Resource): ValueMap {
    const map: Record<string, Value> = Object.create(null);
    const names = [...Object.keys(this.json).filter((key) => !meta.has(key)), ...this.dynamicNames()];
    for (const name of names) {
      const value = this.one(self, name);
      if (value !== undefined) map[name] = value;
    }
    if (this.json.lifecycle !== undefined) map.lifecycle = lifecycleOf(this.json.lifecycle);
    return Object.assign(map, computedByProvider(self));
  }

  one(self: Resource, name: string): Value | undefined {
    if (name === 'lifecycle') return this.json.lifecycle === undefined ? undefined : lifecycleOf(this.json.lifecycle);
    const raw = meta.has(name) || !Object.hasOwn(this.json, name) ? undefined : this.json[name];
    const isBlock = this.dynamicNames().includes(name);
    if (raw === undefined && !isBlock) {
      const computed = computedByProvider(self);
      return Object.hasOwn(computed, name) ? computed[name] : undefined;
    }
    if (!isBlock && (typeof raw === 'string' ? !isTemplate(raw) : typeof raw !== 'object')) return raw as Value;
    let lazy = this.lazyValues.get(name);
    if (!lazy) {
      lazy = new LazyValue(`${self.address}.${name}`, () => {
        const label = `${self.address}.${name}`;
        return measured(
          withoutNull(isBlock ? this.withDynamic(self, name) : this.evaluator.value(raw, this.inner(self))),
          label,
        );
      });
      this.lazyValues.set(name, lazy);
    }
    return this.evaluator.evaluation.force(lazy) ?? undefined;
  }

  private inner(self: Resource): Scope {
    return (this.scope ??= bind(this.outer, { self: new Reference(self, '') }));
  }

  private dynamicNames(): readonly string[] {
    return isDynamic(this.json.dynamic) ? ([this.json.dynamic].flat() as Json[]).flatMap(Object.keys) : [];
  }

  private withDynamic(self: Resource, name: string): Value {
    const into: Record<string, Value> = Object.create(null);
    const written = this.json[name];
    if (written !== undefined) into[name] = this.evaluator.value(written, this.inner(self));
    for (const labelled of [this.json.dynamic].flat() as Json[]) {
      if (!Object.hasOwn(labelled, name)) continue;
      addDynamicBlocks(into, { [name]: labelled[name] }, this.evaluator, this.inner(self));
    }
    return into[name] ?? null;
  }
}

/** `ignore_changes = [tags]` names attributes; they are no values. */
function lifecycleOf(raw: unknown): Value {
  const map: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(only(raw) ?? {})) {
    if (typeof value === 'boolean') map[key] = value;
    else if (key === 'ignore_changes' || key === 'replace_triggered_by') {
      map[key] = Array.isArray(value) ? value.map((one) => bareName(one) ?? '') : (bareName(value) ?? '');
    } else if (value !== null && key.endsWith('_destroy')) map[key] = new Unknown(`lifecycle.${key} is an expression`);
  }
  return map;
}

/** In Terraform `null` is the same as an absent argument. Elements of lists keep their positions. */
export function withoutNull(value: Value): Value {
  if (isList(value)) {
    const items = value.map(withoutNull);
    return items.every((one, index) => one === value[index]) ? value : items;
  }
  if (!isMap(value)) return value;
  let isSame = true;
  const map: Record<string, Value> = Object.create(null);
  for (const [key, one] of Object.entries(value)) {
    const kept = withoutNull(one);
    if (kept !== one || kept === null) isSame = false;
    if (kept !== null) map[key] = kept;
  }
  return isSame ? value : map;
}
