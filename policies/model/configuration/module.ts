import { Resource, type Place, type Provider, type Root } from '../resource';
import { isAbsent, isList, isMap, Reference, Unknown, type Value, type ValueMap } from '../value';
import { asText, bind, select, type Evaluator, type Scope } from './evaluate';
import { providersOf, providerOf } from './providers';

/** A block as JSON: of `cdk.tf.json`, or what `@cdktf/hcl2json` made of HCL. */
export type Json = Readonly<Record<string, unknown>>;

/** The blocks of one Terraform module: of all its files together. */
export interface Body {
  readonly json: Json;
  /** Where a block is written: `resource.aws_vpc.main`. */
  place(block: string): Place;
}

export interface ModuleProps {
  readonly root: Root;
  readonly body: Body;
  /** `''` of the root, else `module.network.` */
  readonly prefix: string;
  /** The values of input variables. */
  readonly inputs: ValueMap;
  /** What `data.terraform_remote_state.<name>` reads, when that is part of the input. */
  readonly remoteState?: (read: Value, name: string) => Module | undefined;
  readonly child?: (name: string, block: Json, parent: Module) => Module | Unknown;
  readonly providers?: ReadonlyMap<string, Provider>;
  readonly source?: (constructPath: string) => Place | undefined;
}

/** A module of Terraform: its resources, and what its names mean. */
export class Module implements Scope {
  readonly resources: readonly Resource[];
  readonly children: readonly Module[];
  private readonly instances = new Map<string, Value>();
  private readonly modules = new Map<string, Module | Unknown>();
  private readonly memo = new Map<string, Value>();
  private readonly inProgress = new Set<string>();
  readonly providers: ReadonlyMap<string, Provider>;

  constructor(
    readonly props: ModuleProps,
    private readonly evaluator: Evaluator,
  ) {
    this.providers = props.providers ?? providersOf(props.body.json, evaluator, this);
    for (const [name, block] of entries(props.body.json.module)) {
      const made = props.child?.(name, block, this) ?? new Unknown(`module.${name} was not read`);
      this.modules.set(name, made);
    }
    this.children = [...this.modules.values()].filter((module): module is Module => module instanceof Module);
    this.resources = [
      ...this.declared('resource', 'managed'),
      ...this.declared('data', 'data'),
      ...this.declared('ephemeral', 'ephemeral'),
      ...this.children.flatMap((child) => child.resources),
    ];
  }

  lookup(path: readonly string[]): Value {
    const [head = '', name = '', ...rest] = path;
    switch (head) {
      case 'var':
        return follow(
          this.once(`var.${name}`, () => this.variable(name)),
          rest,
        );
      case 'local':
        return follow(
          this.once(`local.${name}`, () => this.local(name)),
          rest,
        );
      case 'module':
        return this.moduleOutput(name, rest);
      case 'data': {
        const [block = '', ...path] = rest;
        return name === 'terraform_remote_state'
          ? this.remote(block, path)
          : this.resource(`data.${name}.${block}`, path);
      }
      case 'ephemeral':
        return this.resource(`ephemeral.${name}.${rest[0] ?? ''}`, rest.slice(1));
      case 'each':
      case 'count':
      case 'self':
      case 'path':
      case 'terraform':
        return new Unknown(`${path.join('.')} is not known here`);
      default:
        return this.resource(`${head}.${name}`, rest);
    }
  }

  /** The value of an output of this module. */
  output(name: string): Value {
    const [, block] = entries(this.props.body.json.output).find(([known]) => known === name) ?? [];
    if (!block) return new Unknown(`output "${name}" of ${this.label} is not declared`);
    return this.once(`output.${name}`, () => this.evaluator.value(block.value, this));
  }

  get outputs(): readonly string[] {
    return entries(this.props.body.json.output).map(([name]) => name);
  }

  private get label(): string {
    return this.props.prefix.replace(/\.$/, '') || this.props.root.name;
  }

  private variable(name: string): Value {
    if (Object.hasOwn(this.props.inputs, name)) return this.props.inputs[name] as Value;
    const [, block] = entries(this.props.body.json.variable).find(([known]) => known === name) ?? [];
    if (!block) return new Unknown(`var.${name} is not declared`);
    if (!('default' in block)) return new Unknown(`var.${name} has no value`);
    return this.evaluator.value(block.default, this);
  }

  private local(name: string): Value {
    for (const block of [this.props.body.json.locals ?? []].flat() as Json[]) {
      if (Object.hasOwn(block, name)) return this.evaluator.value(block[name], this);
    }
    return new Unknown(`local.${name} is not declared`);
  }

  private moduleOutput(name: string, [output, ...rest]: readonly string[]): Value {
    const module = this.modules.get(name) ?? new Unknown(`module.${name} is not declared`);
    if (module instanceof Unknown) return module;
    if (output === undefined) return new Unknown(`module.${name} is no value`);
    return follow(module.output(output), rest);
  }

  private remote(block: string, [outputs, name, ...rest]: readonly string[]): Value {
    const config = (this.props.body.json.data as Record<string, Record<string, Json>> | undefined)
      ?.terraform_remote_state?.[block];
    const read = this.once(`remote.${block}`, () => this.evaluator.value([config ?? {}].flat()[0], this));
    const module = this.props.remoteState?.(read, block);
    if (!module || outputs !== 'outputs' || name === undefined) {
      return new Unknown(`data.terraform_remote_state.${block} is the state of nothing that was read`);
    }
    return follow(module.output(name), rest);
  }

  private resource(address: string, path: readonly string[]): Value {
    const found = this.instances.get(address);
    return found === undefined ? new Unknown(`${this.props.prefix}${address} is not declared`) : follow(found, path);
  }

  /** A value that may stand in its own way: a cycle is unknown, and says so. */
  private once(name: string, evaluate: () => Value): Value {
    const known = this.memo.get(name);
    if (known !== undefined) return known;
    if (this.inProgress.has(name)) return new Unknown(`${name} of ${this.label} refers to itself`);
    this.inProgress.add(name);
    const value = evaluate();
    this.inProgress.delete(name);
    this.memo.set(name, value);
    return value;
  }

  private declared(kind: string, mode: Resource['mode']): Resource[] {
    return entries(this.props.body.json[kind]).flatMap(([type, named]) =>
      entries(named).flatMap(([name, block]) => this.instancesOf(kind, mode, type, name, block)),
    );
  }

  private instancesOf(kind: string, mode: Resource['mode'], type: string, name: string, block: Json): Resource[] {
    const base = `${mode === 'managed' ? '' : `${mode}.`}${type}.${name}`;
    const make = (suffix: string, names: Readonly<Record<string, Value>>) =>
      this.make(`${this.props.prefix}${base}${suffix}`, mode, type, name, block, bind(this, names), kind);
    const count = block.count === undefined ? undefined : this.evaluator.value(block.count, this);
    const each = block.for_each === undefined ? undefined : this.evaluator.value(block.for_each, this);
    if (count instanceof Unknown || each instanceof Unknown) {
      const because = ((count ?? each) as Unknown).because;
      const unknown = new Unknown(because);
      const resource = make('[?]', { count: { index: unknown }, each: { key: unknown, value: unknown } });
      this.instances.set(base, unknown);
      return [resource];
    }
    if (typeof count === 'number' || typeof count === 'string') {
      const made = Array.from({ length: Math.min(Number(count) || 0, 1000) }, (_, index) =>
        make(`[${index}]`, { count: { index } }),
      );
      this.instances.set(
        base,
        made.map((resource) => new Reference(resource, '')),
      );
      return made;
    }
    if (isMap(each) || isList(each)) {
      const pairs = isList(each) ? each.map((value) => [asText(value), value] as const) : Object.entries(each);
      const made = pairs.map(([key, value]) => [key, make(`["${key}"]`, { each: { key, value } })] as const);
      this.instances.set(base, Object.fromEntries(made.map(([key, resource]) => [key, new Reference(resource, '')])));
      return made.map(([, resource]) => resource);
    }
    const resource = make('', {});
    this.instances.set(base, new Reference(resource, ''));
    return [resource];
  }

  private make(
    address: string,
    mode: Resource['mode'],
    type: string,
    name: string,
    block: Json,
    scope: Scope,
    kind: string,
  ) {
    const about = block['//'] as { metadata?: { path?: string }; opt_outs?: Record<string, string> } | undefined;
    const constructPath = about?.metadata?.path;
    const place = this.props.body.place(`${kind}.${type}.${name}`);
    const provider = providerOf(block.provider, type, this.providers);
    const source = constructPath && this.props.source?.(constructPath);
    const { root } = this.props;
    return new Resource(
      {
        ...{ address, mode, type, name, root, provider, writtenAt: place },
        ...(constructPath && { constructPath }),
        ...(source && { source }),
        ...(about?.opt_outs && { optOuts: about.opt_outs }),
      },
      (self) => this.attributes(self, block, scope),
    );
  }

  private attributes(self: Resource, block: Json, scope: Scope): ValueMap {
    const address = `resource ${self.key}`;
    if (this.inProgress.has(address)) return {};
    this.inProgress.add(address);
    try {
      const { count: _c, for_each: _f, provider: _p, depends_on: _d, dynamic, ...written } = block;
      const inner = bind(scope, { self: new Reference(self, '') });
      const attributes = this.evaluator.map(written, inner);
      return dynamic ? { ...attributes, ...this.dynamic(dynamic, inner) } : attributes;
    } finally {
      this.inProgress.delete(address);
    }
  }

  /** `dynamic "ingress" { for_each = …, content { … } }` as the blocks that it makes. */
  private dynamic(dynamic: unknown, scope: Scope): ValueMap {
    const made: Record<string, Value> = {};
    for (const [name, block] of entries(dynamic)) {
      const all = this.evaluator.value(block.for_each, scope);
      if (!isList(all) && !isMap(all)) {
        made[name] = all instanceof Unknown ? all : new Unknown(`the blocks "${name}" are known after apply`);
        continue;
      }
      const iterator = typeof block.iterator === 'string' ? block.iterator.replace(/^\$\{|\}$/g, '') : name;
      const [content] = [block.content].flat() as Json[];
      made[name] = Object.entries(all).map(([key, value]) =>
        this.evaluator.map(content ?? {}, bind(scope, { [iterator]: { key: isList(all) ? value : key, value } })),
      );
    }
    return made;
  }
}

function follow(value: Value, path: readonly string[]): Value {
  return path.reduce<Value>(
    (from, key) => (isAbsent(from) ? null : from instanceof Unknown ? from : select(from, key)),
    value,
  );
}

/** Named blocks, also where HCL or JSON has each in a list. */
export function entries(named: unknown): [string, Json][] {
  return ([named ?? {}].flat() as Json[]).flatMap((map) =>
    Object.entries(map).flatMap(([name, block]) =>
      (Array.isArray(block) ? block : [block]).map((one): [string, Json] => [name, one as Json]),
    ),
  );
}
