import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import type { Place, Resource } from '../model/resource';
import { isAbsent, isList, Unknown, type Value } from '../model/value';
import { ownersOf, type Owner } from './owners';

/** A value that something else than Terraform writes after the first apply: an entry of `lifecycle.ignore_changes`. */
export interface OwnershipNote {
  readonly environment: string;
  readonly address: string;
  readonly type: string;
  readonly constructPath?: string;
  readonly place: Place;
  /** `desired_count`; `all`; or why it is not known. */
  readonly attributes: readonly string[];
  /** `number of tasks` */
  readonly what: string;
  /** `Application Auto Scaling`, `not known`. */
  readonly writer: string;
  /** `min_capacity 2 and max_capacity 10 (aws_appautoscaling_target.web)` */
  readonly decided: string;
}

/** Where it cannot be told what Terraform does not decide. */
export interface OwnershipGap {
  readonly environment: string;
  readonly because: string;
}

export interface Ownership {
  readonly notes: readonly OwnershipNote[];
  readonly gaps: readonly OwnershipGap[];
}

/** What Terraform does not decide after the first apply, in the order of the input. */
export function ownershipIn(graph: Graph): Ownership {
  const managed = graph.resources.filter(({ mode, type }) => mode === 'managed' && !type.startsWith('@'));
  return { notes: managed.flatMap((resource) => notesOf(graph, resource)), gaps: gapsOf(graph, managed) };
}

function notesOf(graph: Graph, resource: Resource): OwnershipNote[] {
  const attributes = ignoredBy(resource);
  if (attributes.length === 0) return [];
  const byOwner = new Map<string, { attributes: string[]; owner: Owner }>();
  for (const attribute of attributes) {
    const owner = ownersOf(graph, resource, attribute);
    const key = JSON.stringify(owner);
    const same = byOwner.get(key);
    if (same) same.attributes.push(attribute);
    else byOwner.set(key, { attributes: [attribute], owner });
  }
  const { environment, address, type, constructPath, source, writtenAt } = resource;
  const where = { environment, address, type, ...(constructPath && { constructPath }), place: source ?? writtenAt };
  return [...byOwner.values()].map(({ attributes, owner }) => ({ ...where, attributes, ...owner }));
}

/** The attributes of `ignore_changes`; `all` by itself. */
function ignoredBy(resource: Resource): readonly string[] {
  const written = resource.at('lifecycle.ignore_changes');
  if (isAbsent(written) || written === '') return [];
  const names = (isList(written) ? written : [written]).map(nameOf).filter((name) => name !== '');
  return names.includes('all') ? ['all'] : [...new Set(names)];
}

const nameOf = (value: Value): string => (value instanceof Unknown ? 'not known' : String(asText(value)));

function gapsOf(graph: Graph, managed: readonly Resource[]): OwnershipGap[] {
  const environments = [...new Set(graph.resources.map(({ environment }) => environment))];
  return environments.flatMap((environment) => {
    const own = managed.filter((one) => one.environment === environment);
    const isPlan = own.some(({ change }) => change) && own.every((one) => one.at('lifecycle') === undefined);
    const modules = graph.all('@module').filter((one) => one.environment === environment).length;
    return [
      ...(isPlan ? ['a plan holds no lifecycle blocks: review the configuration itself'] : []),
      ...(modules > 0 ? [`${modules === 1 ? 'a module was' : `${modules} modules were`} not read`] : []),
    ].map((because) => ({ environment, because }));
  });
}
