import { placeholder } from '../../../review/plan/attributes';
import type { PlanJson } from '../../../review/plan/plan-json';

/** `planned_values` of a plan (https://developer.hashicorp.com/terraform/internals/json-format#values-representation). */
interface Module {
  readonly resources?: readonly Planned[];
  readonly child_modules?: readonly Module[];
}

interface Planned {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name: string;
  readonly schema_version: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sensitive_values?: unknown;
}

interface Resource {
  readonly module?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly instances: object[];
}

/** A state file of version 4. */
export interface StateJson {
  readonly version: 4;
  readonly terraform_version: string;
  readonly serial: number;
  readonly lineage: string;
  readonly outputs: Readonly<Record<string, never>>;
  readonly resources: readonly Resource[];
}

/**
 * The state that an apply of a plan would leave, if the plan knows every value.
 *
 * @param aliasOf the alias of the provider that a resource of a module gets in the configuration that is planned next
 */
export function stateOfPlan(
  plan: PlanJson,
  aliasOf: (module: string, type: string, name: string) => string,
): StateJson {
  const { root_module: root } = plan.planned_values as { root_module: Module };
  const instances = managedIn(root);
  const resources = new Map<string, Resource>();
  for (const one of instances) {
    const module = /^((?:module\.[\w-]+(?:\[[^\]]*\])?\.?)+)\.\w/.exec(one.address)?.[1] ?? '';
    const key = `${module} ${one.type}.${one.name}`;
    const resource: Resource = resources.get(key) ?? {
      ...(module && { module }),
      mode: 'managed',
      type: one.type,
      name: one.name,
      provider: providerOf(one, aliasOf(module, one.type, one.name)),
      instances: [],
    };
    resource.instances.push({
      ...(one.index !== undefined && { index_key: one.index }),
      schema_version: one.schema_version,
      attributes: one.type === 'terraform_data' ? dataOf(one.values) : one.values,
      sensitive_attributes: sensitivePaths(one.sensitive_values),
    });
    resources.set(key, resource);
  }
  return {
    version: 4,
    terraform_version: String(plan.terraform_version),
    serial: 1,
    lineage: '00000000-0000-4000-8000-000000000000',
    outputs: {},
    resources: [...resources.values()],
  };
}

function managedIn({ resources = [], child_modules = [] }: Module): readonly Planned[] {
  return [...resources.filter(({ mode }) => mode === 'managed'), ...child_modules.flatMap(managedIn)];
}

function providerOf({ provider_name: name }: Planned, alias: string): string {
  return `provider["${name}"]${name === builtIn || !alias ? '' : `.${alias}`}`;
}

const builtIn = 'terraform.io/builtin/terraform';

/** Of a `terraform_data` an apply gives the id, and the output, which is the input. Its values have any type, which a state has beside them. */
function dataOf({ input, triggers_replace }: Planned['values']) {
  const [given, triggers] = [input, triggers_replace].map((value) => withType(value));
  return { id: placeholder, input: given, output: given, triggers_replace: triggers };
}

function withType(value: unknown): unknown {
  return value === null || value === undefined ? null : { value, type: typeOf(value) };
}

function typeOf(value: unknown): unknown {
  if (Array.isArray(value)) return ['tuple', value.map(typeOf)];
  if (value === null) return 'dynamic';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'object') return typeof value;
  return ['object', Object.fromEntries(Object.entries(value).map(([key, member]) => [key, typeOf(member)]))];
}

/** `{ policy: true }` as a state has it: `[[{ type: 'get_attr', value: 'policy' }]]` */
function sensitivePaths(marks: unknown, path: readonly object[] = []): readonly (readonly object[])[] {
  if (marks === true) return [path];
  if (typeof marks !== 'object' || marks === null) return [];
  return Object.entries(marks).flatMap(([name, mark]) => {
    const step = Array.isArray(marks)
      ? { type: 'index', value: { value: Number(name), type: 'number' } }
      : { type: 'get_attr', value: name };
    return sensitivePaths(mark, [...path, step]);
  });
}
