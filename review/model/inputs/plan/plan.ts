import { basename, dirname } from 'node:path';
import { Evaluator } from '../../configuration/evaluate';
import { withoutPrototype } from '../../configuration/functions/json';
import { Graph } from '../../graph';
import type { Json } from '../../configuration/json-block';
import { Resource, type PlannedChange, type Provider, type Root } from '../../resource';
import { Scopes } from '../../scopes';
import { textsMarked, textsOf } from '../../sensitive';
import type { Value, ValueMap } from '../../value';
import { checkedJson, parseJsonFile } from '../json';
import { readText } from '../text';
import { PlannedAttributes } from './attributes';
import { ConfiguredModule, type Planned } from './configured-module';
import { asPlan, resourcesOf, type PlanJson, type ResourceChange, type StateResource } from './format';
import { constantsOf, providersOfPlan } from './providers';
import { Synthesized } from './synthesized';

export interface PlanOptions {
  /** @default the name of the file, or of its folder where it is called plan.json */
  readonly name?: string;
  /** @default the name of the root */
  readonly environment?: string;
  /** The stacks that the plan consists of, each a module of it: they give names, construct paths and accounts. */
  readonly synthesized?: Graph;
  /** Of a plan that is given as JSON. @default plan.json */
  readonly file?: string;
}

/**
 * Reads a plan: a file of `terraform show -json`, or what that prints. Values that are not known yet are what the
 * configuration refers to.
 *
 * @throws InputError where it is no plan, or of a newer format
 */
export async function graphOfPlan(plan: string | Json, options: PlanOptions = {}): Promise<Graph> {
  const file = typeof plan === 'string' ? plan : (options.file ?? 'plan.json');
  const json = typeof plan === 'string' ? parseJsonFile(file, readText(file)).json : checkedJson(file, plan);
  return new PlanReader(file, asPlan(file, json), options).graph();
}

/** `[0]`, `["a"]` */
const index = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/;
const indexes = new RegExp(index, 'g');
const lastIndex = new RegExp(`${index.source}$`);
/** A module at the beginning of an address: `module.network["a"].` */
const call = new RegExp(`^module\\.([^.[]+)(${index.source})?\\.`);

/** @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const incomplete = 'the plan is not complete: -target left resources out, or Terraform deferred them';

class PlanReader implements Planned {
  readonly evaluator = new Evaluator();
  readonly variables: ReadonlyMap<string, Value>;
  private readonly byBase = new Map<string, Resource[]>();
  private readonly configuration: ConfiguredModule;
  private readonly changes = new Map<string, ResourceChange>();
  private readonly providers: ReadonlyMap<string, Provider>;
  private readonly root: Root;
  private readonly synthesized: Synthesized | undefined;

  constructor(
    private readonly file: string,
    private readonly plan: PlanJson,
    options: PlanOptions,
  ) {
    const own = basename(file, '.json');
    const name = options.name ?? (own === 'plan' ? basename(dirname(file)) || own : own);
    this.root = { name, environment: options.environment ?? name, file };
    this.variables = new Map(
      Object.entries(plan.variables ?? {}).map(([key, one]) => [key, withoutPrototype(one?.value ?? null)]),
    );
    this.configuration = new ConfiguredModule(plan.configuration?.root_module ?? {}, this);
    this.providers = providersOfPlan(plan.configuration?.provider_config ?? {}, this.configuration);
    for (const change of plan.resource_changes ?? [])
      if (change.deposed === undefined) this.changes.set(change.address, change);
    this.synthesized = options.synthesized && new Synthesized(options.synthesized, plan.configuration?.root_module);
  }

  instances(address: string): readonly Resource[] {
    return this.byBase.get(address) ?? [];
  }

  graph(): Graph {
    const byAddress = new Map<string, Resource>();
    const add = (one: StateResource) => {
      if (byAddress.has(one.address)) return;
      const resource = this.resource(one, one.values);
      byAddress.set(one.address, resource);
      for (const base of new Set([one.address.replace(indexes, ''), one.address.replace(lastIndex, '')])) {
        const same = this.byBase.get(base);
        if (same) same.push(resource);
        else this.byBase.set(base, [resource]);
      }
    };
    for (const one of resourcesOf(this.file, this.plan.planned_values.root_module)) add(one);
    for (const one of resourcesOf(this.file, this.plan.prior_state?.values?.root_module))
      if (one.mode === 'data') add(one);
    for (const change of this.changes.values())
      if (change.mode === 'data') add({ ...change, values: change.change.after as Json });
    const resources = [...byAddress.values()];
    const deleted = (this.plan.resource_changes ?? [])
      .filter(({ change }) => change.actions.length === 1 && ['delete', 'forget'].includes(change.actions[0] as string))
      .map((change) => this.resource(change, change.change.before));
    return new Graph([...resources, ...this.scopes(resources)], { deleted });
  }

  private resource(one: Omit<StateResource, 'values'>, values: unknown): Resource {
    const config = this.configOf(one.address);
    const change = this.changes.get(one.address);
    const found = this.synthesized?.find(one.address);
    const key = config?.resource?.provider_config_key ?? '';
    const { address, mode, type, name } = one;
    const root = found ? { ...found.resource.root, file: this.file } : this.root;
    const provider = found?.resource.provider ??
      this.providers.get(key) ?? { name: type.split('_')[0] as string, defaultTags: {} };
    const { constructPath, source, optOuts } = found?.resource ?? {};
    const props = {
      address: found?.address ?? address,
      mode,
      type,
      name,
      root,
      provider,
      writtenAt: { file: this.file },
    };
    const optional = {
      ...(constructPath !== undefined && { constructPath }),
      ...(source && { source }),
      ...(optOuts && { optOuts }),
      ...(change && { change: changeOf(change) }),
    };
    const after =
      change?.change.actions.includes('delete') && change.change.actions.length === 1
        ? {}
        : change?.change.after_unknown;
    const module = config?.module.withEach(config.resource?.for_each_expression, address);
    const planned = { known: values, after, expressions: config?.resource?.expressions ?? {}, module };
    const attributes = new PlannedAttributes(address, planned, this.evaluator.evaluation);
    // A plan holds no lifecycle blocks.
    const lifecycle = found?.resource.at('lifecycle');
    return new Resource(
      { ...props, ...optional },
      () => (lifecycle === undefined ? attributes.all() : { ...attributes.all(), lifecycle }),
      (_, name) => (name === 'lifecycle' ? lifecycle : attributes.one(name)),
    );
  }

  /** The configuration of a resource, through the modules of its address. */
  private configOf(address: string) {
    let module: ConfiguredModule | undefined = this.configuration;
    let rest = address;
    for (let found = call.exec(rest); found && module; found = call.exec(rest)) {
      module = module.child(found[1] as string, found[2]);
      rest = rest.slice(found[0].length);
    }
    rest = rest.replace(lastIndex, '');
    return module && { module, resource: module.resources.get(rest) };
  }

  private scopes(resources: readonly Resource[]): Resource[] {
    const byRoot = new Map<string, { root: Root; providers: Map<string, Provider> }>();
    for (const { root, provider } of resources) {
      const known = byRoot.get(root.name) ?? { root, providers: new Map() };
      byRoot.set(root.name, known);
      known.providers.set(`${provider.name} ${provider.account} ${provider.region}`, provider);
    }
    if (byRoot.size === 0)
      byRoot.set(this.root.name, { root: this.root, providers: this.providers as Map<string, Provider> });
    const scopes = new Scopes();
    for (const { root, providers } of byRoot.values()) {
      const isOwn = root.name === this.root.name;
      const count = resources.filter((resource) => resource.root.name === root.name).length;
      scopes.addRoot(root, [...providers.values()], () => ({
        resources: count,
        ...(this.plan.complete === false && { not_read: incomplete }),
        ...(isOwn && this.published()),
      }));
    }
    return scopes.all;
  }

  /** What is written of providers and outputs: a plan has what a variable was given too, which is not written there. */
  private published(): ValueMap {
    const { provider_config: providers = {}, root_module: root = {} } = this.plan.configuration ?? {};
    const provider = mapped(providers, ({ expressions }) => constantsOf(expressions ?? {}));
    const output = mapped(root.outputs ?? {}, ({ expression, sensitive }) => ({
      value: this.configuration.value(expression),
      sensitive: sensitive ?? false,
    }));
    return { provider, output, sensitive: this.sensitive() };
  }

  private sensitive(): string[] {
    const { configuration, variables = {}, planned_values: planned, resource_changes: changes = [] } = this.plan;
    const declared = configuration?.root_module?.variables ?? {};
    const given = Object.entries(variables).filter(([name]) => declared[name]?.sensitive);
    return [
      ...given.flatMap(([, variable]) => textsOf(variable.value)),
      ...Object.values(declared).flatMap((variable) => (variable.sensitive ? textsOf(variable.default) : [])),
      ...Object.values(planned.outputs ?? {}).flatMap((output) => textsMarked(output.value, output.sensitive)),
      ...[...resourcesOf(this.file, planned.root_module)].flatMap((one) =>
        textsMarked(one.values, one.sensitive_values),
      ),
      ...changes.flatMap(({ change }) => [
        ...textsMarked(change.before, change.before_sensitive),
        ...textsMarked(change.after, change.after_sensitive),
      ]),
    ];
  }
}

function mapped<T>(all: Readonly<Record<string, T>>, valueOf: (one: T) => Value): ValueMap {
  const map: Record<string, Value> = Object.create(null);
  for (const [key, one] of Object.entries(all)) map[key] = valueOf(one);
  return map;
}

function changeOf({ change }: ResourceChange): PlannedChange {
  const paths = (change.replace_paths ?? []).map((path) => path.join('.'));
  return {
    actions: change.actions as PlannedChange['actions'],
    replacedBecause: paths,
    before: withoutPrototype(change.before ?? null),
  };
}
