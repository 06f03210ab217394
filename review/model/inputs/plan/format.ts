import { InputError } from '../../input-error';
import type { Json } from '../../configuration/json-block';

/** The parts of `terraform show -json` that a review reads. */
export interface PlanJson {
  readonly format_version?: string;
  readonly errored?: boolean;
  readonly complete?: boolean;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly planned_values: {
    readonly root_module?: StateModule;
    readonly outputs?: Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean }>>;
  };
  readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
  readonly resource_changes?: readonly ResourceChange[];
  readonly configuration?: {
    readonly provider_config?: Readonly<Record<string, ProviderConfig>>;
    readonly root_module?: ModuleConfig;
  };
}

export interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

export interface StateResource {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly values?: Json;
  /** `true` for each value that Terraform does not show. */
  readonly sensitive_values?: unknown;
}

export interface ResourceChange extends Omit<StateResource, 'values'> {
  readonly module_address?: string;
  readonly deposed?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: unknown;
    readonly after?: unknown;
    readonly after_unknown?: unknown;
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** What a configuration says of a value: a constant, the names that it consists of, or blocks of such. */
export type Expressions = unknown;

export interface ProviderConfig {
  readonly name?: string;
  readonly alias?: string;
  readonly module_address?: string;
  readonly expressions?: Readonly<Record<string, Expressions>>;
}

export interface ModuleConfig {
  readonly resources?: readonly ResourceConfig[];
  readonly outputs?: Readonly<Record<string, { readonly expression?: Expressions; readonly sensitive?: boolean }>>;
  readonly variables?: Readonly<Record<string, { readonly default?: unknown; readonly sensitive?: boolean }>>;
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
}

export interface ResourceConfig {
  readonly address: string;
  readonly provider_config_key?: string;
  readonly for_each_expression?: Expressions;
  readonly expressions?: Readonly<Record<string, Expressions>>;
}

export interface ModuleCall {
  readonly expressions?: Readonly<Record<string, Expressions>>;
  readonly module?: ModuleConfig;
}

/**
 * Takes JSON as a plan.
 *
 * @throws InputError where it is none, is of a newer format than is known, or of a plan that failed
 */
export function asPlan(file: string, json: Json): PlanJson {
  const version = json.format_version;
  if (typeof version !== 'string') {
    throw new InputError(
      file,
      `format_version: expected a plan of "terraform show -json", found ${String(JSON.stringify(version))}`,
    );
  }
  const [major] = version.split('.');
  if (major !== '1' && version !== '0.2') {
    throw new InputError(
      file,
      `format_version: expected 1.x, found ${JSON.stringify(version)}: a newer Terraform wrote it, which this version of Terrace does not read`,
    );
  }
  if (json.planned_values === undefined) {
    const isState = json.values !== undefined;
    throw new InputError(
      file,
      isState
        ? 'is a state: expected a plan, as "terraform plan -out plan && terraform show -json plan" prints it'
        : 'planned_values: expected what is planned, found nothing: is the plan cut off?',
    );
  }
  if (json.errored === true)
    throw new InputError(file, 'is of a plan that failed: plan again, then give what that prints');
  checkShape(file, json);
  return json as unknown as PlanJson;
}

/** Rejects shapes that would be read as empty. */
function checkShape(file: string, json: Json): void {
  const isMap = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const problem = (at: string, expected: string, found: unknown) =>
    new InputError(file, `${at}: expected ${expected}, found ${String(JSON.stringify(found)).slice(0, 40)}`);
  for (const key of ['planned_values', 'prior_state', 'configuration', 'variables']) {
    if (json[key] !== undefined && json[key] !== null && !isMap(json[key])) throw problem(key, 'an object', json[key]);
  }
  const changes = json.resource_changes ?? [];
  if (!Array.isArray(changes)) throw problem('resource_changes', 'a list', changes);
  changes.forEach((one: ResourceChange | null, index) => {
    const at = `resource_changes[${index}]`;
    if (!isMap(one) || typeof one?.address !== 'string') throw problem(at, 'a change with its address', one);
    if (!isMap(one.change) || !Array.isArray(one.change.actions)) throw problem(`${at}.change`, 'actions', one.change);
  });
}

/**
 * The resources of a module and of all below it, with the module's address.
 *
 * @throws InputError where one is no resource
 */
export function* resourcesOf(file: string, module: StateModule | undefined): Generator<StateResource> {
  const todo: (StateModule | undefined)[] = [module];
  for (let next = todo.shift(); next; next = todo.shift()) {
    for (const one of listOf(file, 'resources', next.resources)) {
      const { address, type, name } = (one ?? {}) as StateResource;
      if (![address, type, name].every((text) => typeof text === 'string')) {
        throw new InputError(
          file,
          `planned_values: expected resources with address, type and name, found ${JSON.stringify(one).slice(0, 60)}`,
        );
      }
      yield one as StateResource;
    }
    todo.push(...(listOf(file, 'child_modules', next.child_modules) as StateModule[]));
  }
}

function listOf(file: string, name: string, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new InputError(file, `planned_values: ${name}: expected a list, found ${JSON.stringify(value).slice(0, 40)}`);
}
