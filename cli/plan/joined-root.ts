import { CliError } from '../errors';
import type { Block, RequiredProvider, Stack, StackJson } from '../synthesis';
import { isOffline } from './offline-data-sources';

/** One Terraform configuration from all stacks of an environment: file name → content. */
export interface JoinedRoot {
  readonly root: RootJson;
  /** What `modules/<name>/main.tf.json` holds. */
  readonly modules: Readonly<Record<string, StackJson>>;
}

export interface RootJson {
  readonly terraform: { readonly required_providers: Readonly<Record<string, RequiredProvider>> };
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly module: Readonly<Record<string, Block>>;
}

/** A stack under the name that its module gets. */
export interface Named {
  readonly name: string;
  readonly stack: Stack;
}

/**
 * Makes each stack a module of one root, so that they can be planned together before any of them exists (ADR 0003):
 *
 * - a read of another stack's state becomes an input, given by that stack's outputs;
 * - providers move to the root, one for each configuration that differs, with fake credentials and without requests to AWS;
 * - backends are dropped, and `import` blocks, which would ask AWS.
 *
 * Addresses inside a stack stay as they are, below `module.<name>`.
 *
 * @throws CliError with everything that cannot be planned without an account.
 */
export function joinedRoot(stacks: readonly Named[]): JoinedRoot {
  const problems = stacks.flatMap(({ stack }) => onlineDataSources(stack));
  const providers = new RootProviders();
  const joined = stacks.map((named) => join(named, stacks, providers, problems));
  if (problems.length > 0) {
    throw new CliError(problems.join('\n'), 'Set such values in the environment file; then the plan needs no account.');
  }
  return {
    root: {
      terraform: {
        required_providers: Object.assign({}, ...stacks.map(({ stack }) => stack.json.terraform.required_providers)),
      },
      ...withoutEmpty({ provider: providers.blocks }),
      module: Object.fromEntries(joined.map(({ name, call }) => [name, call])),
    },
    modules: Object.fromEntries(joined.map(({ name, json }) => [name, json])),
  };
}

function join({ name, stack }: Named, stacks: readonly Named[], providers: RootProviders, problems: string[]) {
  const { provider, data, import: _import, terraform, ...rest } = stack.json;
  const { terraform_remote_state: reads = {}, ...otherData } = data ?? {};
  const origins = originsOf(stack, reads, stacks, problems);
  const inputs = Object.keys(origins);
  const passed = providers.add(name, provider ?? {});
  const { backend: _backend, cloud: _cloud, required_providers: required = {}, ...settings } = terraform;
  const variable = { ...rest.variable, ...Object.fromEntries(inputs.map((read) => [read, {}])) };
  const blocks = readInputs({ ...rest, data: otherData }, inputs) as Block;
  const json: StackJson = {
    ...withoutEmpty({ ...blocks, variable }),
    terraform: { ...settings, required_providers: withAliases(required, Object.keys(passed)) },
  };
  const values = Object.fromEntries(inputs.map((read) => [read, `\${module.${origins[read]}}`]));
  return { name, json, call: { source: `./modules/${name}`, providers: passed, ...values } };
}

/** Which stack each read of a state is of, by the name of the read. */
function originsOf(stack: Stack, reads: Readonly<Record<string, Block>>, stacks: readonly Named[], problems: string[]) {
  const origins: Record<string, string> = {};
  for (const [read, block] of Object.entries(reads)) {
    const address = `${stack.name}: data.terraform_remote_state.${read}`;
    const origin = stacks.find((candidate) => isStateOf(candidate.stack, block));
    if (!origin) problems.push(`${address} reads a state that no stack of this environment writes`);
    else if (read in (stack.json.variable ?? {})) problems.push(`${address} and var.${read} need one name each`);
    else origins[read] = origin.name;
  }
  return origins;
}

/** `data.terraform_remote_state.network.outputs` → `var.network`, wherever it is used; a `depends_on` on a read is dropped. */
function readInputs(value: unknown, inputs: readonly string[]): unknown {
  if (typeof value === 'string') {
    return value.replace(/\bdata\.terraform_remote_state\.([\w-]+)\.outputs\b/g, (all, read) =>
      inputs.includes(read) ? `var.${read}` : all,
    );
  }
  if (Array.isArray(value)) {
    const kept = value.filter((entry) => !/^data\.terraform_remote_state\.[\w-]+$/.test(String(entry)));
    return kept.map((entry) => readInputs(entry, inputs));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, readInputs(child, inputs)]));
}

/** JSON configuration refuses a block type with no block. */
function withoutEmpty(blocks: Block): Block {
  return Object.fromEntries(Object.entries(blocks).filter(([, named]) => Object.keys(named as object).length > 0));
}

/** Whether a read of a state names the backend of `stack`: what it is called does not matter. */
function isStateOf(stack: Stack, read: Block): boolean {
  const backend = stack.json.terraform.backend?.[String(read.backend)];
  const config = read.config as Block | undefined;
  if (!backend || !config) return false;
  return ['bucket', 'key', 'path', 'workspace_dir'].every((field) => backend[field] === config[field]);
}

function onlineDataSources({ name, json }: Stack): string[] {
  const types = Object.entries(json.data ?? {}).filter(([type]) => !isOffline(type));
  return types.flatMap(([type, blocks]) =>
    Object.keys(blocks).map(
      (block) => `${name}: data.${type}.${block} reads from AWS, which a plan without an account cannot do`,
    ),
  );
}

function withAliases(required: Readonly<Record<string, RequiredProvider>>, passed: readonly string[]) {
  return Object.fromEntries(
    Object.entries(required).map(([type, provider]) => {
      const aliases = passed.filter((name) => name.startsWith(`${type}.`));
      return [type, aliases.length > 0 ? { ...provider, configuration_aliases: aliases } : provider];
    }),
  );
}

/** The providers of a root. Each costs a process, so those that are configured alike are one. */
class RootProviders {
  readonly blocks: Record<string, Block[]> = {};
  private readonly aliases = new Map<string, string>();

  /** Adds what a stack configures. @returns which provider of the root each of the stack's is: `aws.us_east_1` → `aws.network_us_east_1`. */
  add(stack: string, providers: Readonly<Record<string, unknown>>): Record<string, string> {
    const passed = Object.entries(providers).flatMap(([type, configured]) =>
      [configured].flat().map((config) => {
        const { alias, ...settings } = config as Block & { alias?: string };
        const inRoot = this.aliasOf(
          type,
          [stack, alias].filter(Boolean).join('_'),
          type === 'aws' ? offlineAws(settings) : settings,
        );
        return [alias ? `${type}.${alias}` : type, `${type}.${inRoot}`] as const;
      }),
    );
    return Object.fromEntries(passed);
  }

  private aliasOf(type: string, alias: string, settings: Block): string {
    const key = JSON.stringify([type, settings]);
    const existing = this.aliases.get(key);
    if (existing) return existing;
    this.aliases.set(key, alias);
    (this.blocks[type] ??= []).push({ alias, ...settings });
    return alias;
  }
}

/** The identity that the provider assumes: fake credentials cannot assume one. */
const identity =
  /^(allowed_account_ids|forbidden_account_ids|assume_role\w*|profile|shared_\w+_files|token|access_key|secret_key)$/;

function offlineAws(settings: Block): Block {
  return {
    ...Object.fromEntries(Object.entries(settings).filter(([name]) => !identity.test(name))),
    access_key: 'offline',
    secret_key: 'offline',
    skip_credentials_validation: true,
    skip_metadata_api_check: 'true',
    skip_requesting_account_id: true,
    skip_region_validation: true,
    max_retries: 1,
  };
}
