import type { Place, Provider, Resource, Root } from '../resource';
import { isMap, Reference, Unknown, type Value, type ValueMap } from '../value';
import { type Block, Blocks, type SourceFile } from './blocks';
import { resourceOf, unreadModuleOf } from './declared-resource';
import { identified } from './computed';
import { bind, type Evaluator, type Scope } from './evaluate';
import { existenceWithin } from './existence';
import { type Allowance, expand, Instances, type Make } from './instances';
import { Invalid } from './invalid';
import { measured } from './measure';
import { providersOf, passedProviders } from './providers';
import { type Definition, type Existence, follow } from './scope';
import { variableValue } from './variables';
import { LazyValue } from './lazy-value';

export interface ModuleProps {
  readonly root: Root;
  /** Of one module: all its files together. */
  readonly files: readonly SourceFile[];
  /** `''` of the root, else `module.network.` */
  readonly prefix: string;
  /** The folder of the module from the root's: `.`, `modules/network`. */
  readonly path?: string;
  /** The value that is given to an input variable. */
  readonly input: (name: string) => Value | undefined;
  /** What the call of the module writes for an input variable. */
  readonly argument?: (name: string) => Definition | undefined;
  /** Why it is not known whether the module is called. */
  readonly existence?: Existence;
  /** What `data.terraform_remote_state.<name>` reads, when that is part of the input. */
  readonly remoteState?: (read: Value) => Module | undefined;
  /** The files of a module that is called, or why they were not read. */
  readonly called?: (call: Block, caller: Module) => ModuleSource | NotRead;
  /** Providers that the caller passes. */
  readonly providers?: () => ReadonlyMap<string, Provider>;
  readonly source?: (constructPath: string) => Place | undefined;
  readonly allowance: Allowance;
}

/** Why a module that is called was not read. */
export class NotRead {
  constructor(readonly reason: string) {}
}

/** Words of other languages for constants of Terraform. */
const spelling: Readonly<Record<string, string>> = {
  True: ': Terraform writes true',
  False: ': Terraform writes false',
  None: ': Terraform writes null',
  nil: ': Terraform writes null',
};

/** A module that another calls. */
export interface ModuleSource {
  readonly files: readonly SourceFile[];
  readonly path: string;
  readonly called?: ModuleProps['called'];
}

/** A Terraform module: its resources, and the values of its names. Everything is evaluated lazily. */
export class Module implements Scope {
  readonly blocks: Blocks;
  private readonly lazyValues = new Map<string, LazyValue<unknown>>();

  constructor(
    readonly props: ModuleProps,
    readonly evaluator: Evaluator,
  ) {
    this.blocks = new Blocks(props.files);
  }

  /** Of this module and of those that it calls. */
  get resources(): readonly Resource[] {
    const own = (['resource', 'data', 'ephemeral'] as const).flatMap((kind) =>
      this.blocks.all(kind).flatMap((block) => this.instancesOf(block)?.members ?? []),
    );
    return [...own, ...this.unread, ...this.children.flatMap((child) => child.resources)];
  }

  /** The calls of modules that were not read, as resources of the type `@module`. */
  private get unread(): readonly Resource[] {
    return this.blocks.all('module').flatMap((call) => {
      const source = this.sourceOf(call);
      if (!(source instanceof NotRead)) return [];
      const make: Make<Resource> = (...instance) => unreadModuleOf(this, call, source.reason, ...instance);
      return expand(call, this.evaluator, this, make, this.props.allowance).members;
    });
  }

  /** The modules that this one calls. */
  get children(): readonly Module[] {
    return this.blocks.all('module').flatMap((call) => {
      const called = this.calledBy(call);
      return called instanceof Instances ? called.members : [];
    });
  }

  get providers(): ReadonlyMap<string, Provider> {
    const providers = this.force('providers', () => {
      const own = providersOf(this.blocks, this.evaluator, this);
      return new Map([...(this.props.providers?.() ?? []), ...own]);
    });
    return providers instanceof Unknown ? new Map() : providers;
  }

  get outputs(): readonly string[] {
    return this.blocks.all('output').map(({ names }) => names[0] as string);
  }

  /** The value of an output of this module. */
  output(name: string): Value {
    const block = this.blocks.get(`output.${name}`);
    if (!block) return new Unknown(`output "${name}" of ${this.label} is not declared`);
    return this.value(`output.${name}`, () => this.evaluator.value(block.json.value, this));
  }

  lookup(path: readonly string[]): Value {
    const { root, prefix } = this.props;
    return identified(this.find(path), () => `${root.name} ${prefix}${path.join('.')}`);
  }

  private find(path: readonly string[]): Value {
    const [head = '', name = '', ...rest] = path;
    switch (head) {
      case 'var':
        return follow(this.named(this.variable(name), path), rest);
      case 'local':
        return follow(this.named(this.local(name), path), rest);
      case 'module':
        return this.moduleOutput(name, rest);
      // `resource.aws_vpc.a` is the long form of `aws_vpc.a`.
      case 'resource':
        return this.resource('resource', `${name}.${rest[0] ?? ''}`, rest.slice(1));
      case 'data':
        if (name === 'terraform_remote_state') return this.remote(rest[0] ?? '', rest.slice(1));
        return this.resource('data', `${name}.${rest[0] ?? ''}`, rest.slice(1));
      case 'ephemeral':
        return this.resource('ephemeral', `${name}.${rest[0] ?? ''}`, rest.slice(1));
      case 'path':
        if (name === 'root') return '.';
        return name === 'module'
          ? (this.props.path ?? '.')
          : new Unknown(`path.${name} differs from machine to machine`);
      case 'each':
      case 'count':
      case 'self':
      case 'terraform':
        return new Unknown(`${path.join('.')} is not known here`);
      default:
        if (name === '') return new Invalid(`${head} is not declared${spelling[head] ?? ''}`);
        return this.resource('resource', `${head}.${name}`, rest);
    }
  }

  /** The variable or local value itself, before the steps into it. */
  private named(value: Value, [head = '', name = '']: readonly string[]): Value {
    const { root, prefix } = this.props;
    return identified(value, () => `${root.name} ${prefix}${head}.${name}`);
  }

  definition([head = '', name = '', ...rest]: readonly string[]): Definition | undefined {
    if (rest.length > 0) return undefined;
    if (head === 'var') return this.props.argument?.(name);
    const block = head === 'local' ? this.localBlock(name) : undefined;
    return block && { raw: block.json[name], scope: this };
  }

  existence([head = '', name = '', third = '', fourth = '']: readonly string[]): Existence | undefined {
    if (head === 'module') {
      const call = this.blocks.get(`module.${name}`);
      const called = call && this.calledBy(call);
      return called instanceof Instances ? called.byKey?.get(third)?.props.existence : undefined;
    }
    if (head === 'resource') return this.existence([name, third, fourth]);
    const isData = head === 'data' || head === 'ephemeral';
    const block = this.blocks.get(isData ? `${head}.${name}.${third}` : `resource.${head}.${name}`);
    const member = block && this.instancesOf(block).byKey?.get(isData ? fourth : third);
    return member?.existence && { unknown: member.existence, conditions: member.conditions };
  }

  /** As messages name it: `module.network`, else the root's name. */
  get label(): string {
    return this.props.prefix.replace(/\.$/, '') || this.props.root.name;
  }

  /** A value of this module by its name, worked out once. */
  private value(name: string, compute: () => Value): Value {
    const label = `${this.props.prefix}${name}`;
    return this.force(name, () => measured(compute(), label));
  }

  private force<T>(name: string, compute: () => T): T | Unknown {
    let lazy = this.lazyValues.get(name) as LazyValue<T> | undefined;
    if (!lazy) this.lazyValues.set(name, (lazy = new LazyValue(`${this.props.prefix}${name}`, compute)));
    return this.evaluator.evaluation.force(lazy);
  }

  private variable(name: string): Value {
    const block = this.blocks.get(`variable.${name}`);
    const label = `${this.props.prefix}var.${name}`;
    if (!block) return new Unknown(`${label} is not declared`);
    return this.value(`var.${name}`, () =>
      variableValue(label, block.json, this.props.input(name), this.evaluator, this),
    );
  }

  private local(name: string): Value {
    const block = this.localBlock(name);
    if (!block) return new Unknown(`${this.props.prefix}local.${name} is not declared`);
    return this.value(`local.${name}`, () => this.evaluator.value(block.json[name], this));
  }

  private localBlock(name: string): Block | undefined {
    return this.blocks.all('locals').findLast(({ json }) => Object.hasOwn(json, name));
  }

  private resource(kind: string, name: string, path: readonly string[]): Value {
    const block = this.blocks.get(`${kind}.${name}`);
    if (!block)
      return new Unknown(`${this.props.prefix}${kind === 'resource' ? '' : `${kind}.`}${name} is not declared`);
    const instances = this.instancesOf(block);
    if (instances instanceof Unknown) return instances;
    const [key = '', ...rest] = path;
    const member = instances.byKey?.get(key);
    if (member) return follow(new Reference(member, ''), rest);
    return follow(instances.unknown ?? instances.valueOf((one) => new Reference(one, '')), path);
  }

  private instancesOf(block: Block): Instances<Resource> {
    const make: Make<Resource> = (...instance) => resourceOf(this, block, ...instance);
    const instances = this.force(block.label, () => expand(block, this.evaluator, this, make, this.props.allowance));
    return instances instanceof Unknown ? new Instances([], () => instances, undefined, instances) : instances;
  }

  private moduleOutput(name: string, path: readonly string[]): Value {
    const call = this.blocks.get(`module.${name}`);
    if (!call) return new Unknown(`${this.props.prefix}module.${name} is not declared`);
    const called = this.calledBy(call);
    if (called instanceof Unknown) return called;
    const [key = '', ...rest] = path;
    const member = called.byKey ? called.byKey.get(key) : called.members[0];
    if (called.unknown && !(called.byKey && member)) return called.unknown;
    const [output, ...steps] = called.byKey ? rest : path;
    if (member && output !== undefined && output !== '*') return follow(member.output(output), steps);
    return follow(
      called.valueOf((one) => one.outputMap()),
      path,
    );
  }

  private outputMap(): ValueMap {
    const map: Record<string, Value> = Object.create(null);
    for (const name of this.outputs) map[name] = this.output(name);
    return map;
  }

  private sourceOf(call: Block): ModuleSource | NotRead {
    return this.props.called?.(call, this) ?? new NotRead('only its call is part of the input');
  }

  private calledBy(call: Block): Instances<Module> | Unknown {
    return this.force(call.label, (): Instances<Module> | Unknown => {
      const source = this.sourceOf(call);
      if (source instanceof NotRead)
        return new Unknown(`${this.props.prefix}${call.label} was not read: ${source.reason}`);
      const make: Make<Module> = (...instance) => this.call(call, source, ...instance);
      return expand(call, this.evaluator, this, make, this.props.allowance);
    });
  }

  private call(call: Block, source: ModuleSource, ...[suffix, names, own]: Parameters<Make<Module>>): Module {
    const { root, allowance, source: sourceOf } = this.props;
    const scope = bind(this, names);
    const prefix = `${this.props.prefix}${call.label}${suffix}.`;
    const input = (name: string) =>
      Object.hasOwn(call.json, name) ? this.evaluator.value(call.json[name], scope) : undefined;
    const argument = (name: string) => (Object.hasOwn(call.json, name) ? { raw: call.json[name], scope } : undefined);
    const providers = () => passedProviders(call.json.providers, this.providers);
    const existence = existenceWithin(this.props.existence, own);
    const props = {
      ...source,
      ...{ root, allowance, prefix, input, argument, providers },
      ...(sourceOf && { source: sourceOf }),
      ...(existence && { existence }),
    };
    return new Module(props, this.evaluator);
  }

  private remote(name: string, [outputs, output, ...rest]: readonly string[]): Value {
    const block = this.blocks.get(`data.terraform_remote_state.${name}`);
    const read = this.value(`remote.${name}`, () => this.evaluator.map(block?.json ?? {}, this));
    const module = isMap(read) ? this.props.remoteState?.(read) : undefined;
    const address = `${this.props.prefix}data.terraform_remote_state.${name}`;
    if (!block) return new Unknown(`${address} is not declared`);
    if (!module) return new Unknown(`${address} reads a state that is not in the input`);
    if (outputs !== 'outputs' || output === undefined) return new Unknown(`${address} is used as a whole`);
    return follow(module.output(output), rest);
  }
}
