import type { Evaluator, Scope } from '../../configuration/evaluate';
import { measured } from '../../configuration/measure';
import { follow } from '../../configuration/scope';
import { withoutPrototype } from '../../configuration/functions/json';
import { LazyValue } from '../../configuration/lazy-value';
import type { Resource } from '../../resource';
import { isList, Reference, Unknown, type Value } from '../../value';
import type { Expressions, ModuleCall, ModuleConfig, ResourceConfig } from './format';
import { isPlain, leavesOf, pathOf } from './references';

/** What the names of a plan's configuration stand for. */
export interface Planned {
  readonly evaluator: Evaluator;
  /** The instances at an address without its last index, or without any: `module.network.aws_subnet.private`. */
  instances(address: string): readonly Resource[];
  /** The values of the root's variables. */
  readonly variables: ReadonlyMap<string, Value>;
}

/** A module as the configuration of a plan has it: names, by what refers to what, without the expressions around them. */
export class ConfiguredModule implements Scope {
  private readonly lazyValues = new Map<string, LazyValue<Value>>();
  /** Of an instance of `for_each`. */
  private readonly each?: () => Reference | undefined;
  private readonly children = new Map<string, ConfiguredModule>();
  readonly resources: ReadonlyMap<string, ResourceConfig>;

  constructor(
    private readonly config: ModuleConfig,
    private readonly planned: Planned,
    /** `''`, `module.network.` */
    readonly prefix = '',
    private readonly caller?: { readonly module: ConfiguredModule; readonly call: ModuleCall },
  ) {
    this.resources = new Map((config.resources ?? []).map((resource) => [resource.address, resource]));
  }

  /**
   * A module that this one calls.
   *
   * @param index of `count` or `for_each`: `[0]`, `["a"]`; all instances together without it
   */
  child(name: string, index = ''): ConfiguredModule | undefined {
    const known = this.children.get(name + index);
    if (known) return known;
    const calls = this.config.module_calls ?? {};
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (!call?.module) return undefined;
    const child = new ConfiguredModule(call.module, this.planned, `${this.prefix}module.${name}${index}.`, {
      module: this,
      call,
    });
    this.children.set(name + index, child);
    return child;
  }

  /** The value of an expression, as far as its references tell: one name and nothing else, or a template of JSON. */
  value(expression: Expressions): Value {
    if (typeof expression !== 'object' || expression === null)
      return new Unknown('an expression of the plan is malformed');
    const { constant_value: constant, references } = expression as { constant_value?: unknown; references?: unknown };
    if (constant !== undefined) {
      return Array.isArray(references) ? this.planned.evaluator.value(constant, this) : withoutPrototype(constant);
    }
    if (!Array.isArray(references)) return new Unknown('the plan does not contain an expression');
    const leaves = leavesOf(references);
    const [only] = leaves;
    if (only === undefined || leaves.length > 1)
      return new Unknown(`${leaves.join(', ') || 'it'} is known after apply`);
    const found = this.lookup(pathOf(only));
    return isPlain(only, found) ? found : new Unknown(`${this.prefix}${only} is known after apply`);
  }

  lookup(path: readonly string[]): Value {
    const [head = '', name = '', ...rest] = path;
    if (head === 'var')
      return follow(
        this.once(`var.${name}`, () => this.variable(name)),
        rest,
      );
    if (head === 'module') return this.output(name, rest);
    const each = head === 'each' && name === 'value' && /^(id|arn)$/.test(rest.join('.')) ? this.each?.() : undefined;
    if (each) return follow(each, rest);
    if (['local', 'each', 'count', 'self', 'path', 'terraform'].includes(head)) {
      return new Unknown(`${this.prefix}${path.join('.')} is not in the plan`);
    }
    const isManaged = head !== 'data' && head !== 'ephemeral';
    const base = isManaged ? `${head}.${name}` : `${head}.${name}.${rest[0] ?? ''}`;
    return this.resource(base, isManaged ? rest : rest.slice(1));
  }

  private resource(base: string, path: readonly string[]): Value {
    const instances = this.planned.instances(`${this.prefix}${base}`);
    const [first = '', ...rest] = path;
    const [only] = instances;
    if (!only) return new Unknown(`${this.prefix}${base} is not in the plan`);
    if (instances.length === 1 && !only.address.endsWith(']')) return follow(new Reference(only, ''), path);
    const expected = instances.find((one) => hasIndex(one, first));
    if (expected) return follow(new Reference(expected, ''), rest);
    return path.length === 0
      ? instances.map((one) => new Reference(one, ''))
      : new Unknown(`${this.prefix}${base} has several instances`);
  }

  private variable(name: string): Value {
    if (!this.caller) return this.planned.variables.get(name) ?? new Unknown(`var.${name} has no value`);
    const given = this.caller.call.expressions ?? {};
    if (Object.hasOwn(given, name)) return this.caller.module.value(given[name]);
    const declared = this.config.variables ?? {};
    const variable = Object.hasOwn(declared, name) ? declared[name] : undefined;
    return variable?.default === undefined
      ? new Unknown(`${this.prefix}var.${name} has no value`)
      : withoutPrototype(variable.default);
  }

  /** The index of a call with `count` or `for_each`, which comes first in a traversal: a plan may not tell of either. */
  private indexOf(name: string, first: string | undefined): string {
    const outputs = this.child(name)?.config.outputs ?? {};
    if (first === undefined || Object.hasOwn(outputs, first)) return '';
    return /^\d+$/.test(first) ? `[${first}]` : JSON.stringify([first]);
  }

  private output(name: string, path: readonly string[]): Value {
    const index = this.indexOf(name, path[0]);
    const [output, ...rest] = index === '' ? path : path.slice(1);
    const child = this.child(name, index);
    if (!child) return new Unknown(`${this.prefix}module.${name} is not in the plan's configuration`);
    const outputs = child.config.outputs ?? {};
    if (output === undefined) {
      const map: Record<string, Value> = Object.create(null);
      for (const one of Object.keys(outputs)) map[one] = this.output(name, [...path, one]);
      return map;
    }
    if (!Object.hasOwn(outputs, output)) {
      return new Unknown(`output "${output}" of ${this.prefix}module.${name} is not in the plan's configuration`);
    }
    const expression = outputs[output]?.expression;
    return (
      child.keyed(expression, rest) ??
      follow(
        child.once(`output.${output}`, () => child.value(expression)),
        rest,
      )
    );
  }

  /** `subnets["a"]` of an output `{ for key, subnet in aws_subnet.all : key => subnet.id }`: the instance of that key. */
  private keyed(expression: Expressions, [key]: readonly string[]): Reference | undefined {
    const references = (expression as { references?: unknown } | null | undefined)?.references;
    const [only, ...others] = Array.isArray(references) ? leavesOf(references) : [];
    if (only === undefined || others.length > 0 || key === undefined) return undefined;
    const all = this.lookup(pathOf(only));
    const named = isList(all) ? all.filter((one): one is Reference => one instanceof Reference) : [];
    return named.find(({ resource, attribute }) => attribute === '' && hasIndex(resource, key));
  }

  /**
   * This module as an instance of `for_each` sees it: `each.value.id` is that of the instance with the same key, where `for_each` goes over instances of one
   * resource.
   */
  withEach(forEach: Expressions, address: string): ConfiguredModule {
    const [, key] = /\[("(?:[^"\\]|\\.)*")\]$/.exec(address) ?? [];
    if (key === undefined) return this;
    // When it is asked for, since the other resource may be read later.
    const each = () => this.keyed(forEach, [JSON.parse(key) as string]);
    return Object.assign(Object.create(this), { each }) as ConfiguredModule;
  }

  private once(name: string, compute: () => Value): Value {
    let lazy = this.lazyValues.get(name);
    const label = `${this.prefix}${name}`;
    if (!lazy) this.lazyValues.set(name, (lazy = new LazyValue(label, () => measured(compute(), label))));
    return this.planned.evaluator.evaluation.force(lazy);
  }
}

function hasIndex({ address }: Resource, index: string): boolean {
  return address.endsWith(`[${index}]`) || address.endsWith(`[${JSON.stringify(index)}]`);
}
