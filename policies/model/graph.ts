import { identitiesOf } from './identity';
import type { Resource } from './resource';
import { isAbsent, isList, Reference, Unknown, type Value } from './value';

/** The children of a resource, and why there may be more than were found. */
export interface Children {
  readonly found: readonly Resource[];
  /** A resource of the type whose parent the input does not tell. */
  readonly unknown?: Unknown;
}

/** What a reader of a review should know of the input: a module that was not read. */
export interface Note {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

export interface GraphExtras {
  readonly notes?: readonly Note[];
  /** Resources that a plan destroys and does not make again. No rule judges them. */
  readonly deleted?: readonly Resource[];
}

/** Graphs of several inputs as one. */
export function joinGraphs(graphs: readonly Graph[]): Graph {
  const [only] = graphs;
  if (only && graphs.length === 1) return only;
  return new Graph(
    graphs.flatMap(({ resources }) => resources),
    { notes: graphs.flatMap(({ notes }) => notes), deleted: graphs.flatMap(({ deleted }) => deleted) },
  );
}

/** Everything that was read, of all roots together. */
export class Graph {
  readonly notes: readonly Note[];
  readonly deleted: readonly Resource[];
  private readonly byType = new Map<string, Resource[]>();
  private readonly byIdentity = new Map<string, Map<string, Resource>>();
  private readonly joins = new Map<string, { byParent: Map<Resource, Resource[]>; unknown?: Unknown }>();

  constructor(
    /** Managed resources, data sources and scopes, in the order of the input. */
    readonly resources: readonly Resource[],
    { notes = [], deleted = [] }: GraphExtras = {},
  ) {
    this.notes = notes;
    this.deleted = deleted;
    for (const resource of resources) {
      const type = resource.mode === 'data' ? `data.${resource.type}` : resource.type;
      const same = this.byType.get(type);
      if (same) same.push(resource);
      else this.byType.set(type, [resource]);
    }
  }

  /** The resources of some types: `aws_vpc`; a data source's type is `data.aws_ami`. */
  all(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /**
   * The resource that a value names: by reference, or by a text that is its ARN, id or name.
   *
   * @param types where to look for a text; a reference may be to anything
   * @returns `Unknown` when the value is, nothing when no resource of the graph is meant
   */
  resolve(value: Value | undefined, ...types: readonly string[]): Resource | Unknown | undefined {
    if (value instanceof Reference) return value.resource;
    if (value instanceof Unknown) return value;
    if (typeof value !== 'string') return undefined;
    for (const type of types) {
      const found = this.identities(type).get(value);
      if (found) return found;
    }
    return undefined;
  }

  /** The resources that a list, or a single value, names; those that are not of the graph are left out. */
  resolveAll(value: Value | undefined, ...types: readonly string[]): { found: readonly Resource[]; unknown?: Unknown } {
    if (value instanceof Unknown) return { found: [], unknown: value };
    const resolved = (isList(value) ? value : isAbsent(value) ? [] : [value]).map((one) => this.resolve(one, ...types));
    const found = resolved.filter((one): one is Resource => one !== undefined && !(one instanceof Unknown));
    const unknown = resolved.find((one): one is Unknown => one instanceof Unknown);
    return unknown ? { found, unknown } : { found };
  }

  /**
   * The resources of a type that name `parent` in an attribute: `children(bucket, 'aws_s3_bucket_versioning', 'bucket')`,
   * in any root. Linear in the resources of the type over all calls.
   */
  children(parent: Resource, type: string, attribute: string): Children {
    const join = this.join(parent.type, type, attribute);
    const found = join.byParent.get(parent) ?? [];
    return join.unknown ? { found, unknown: join.unknown } : { found };
  }

  private join(parentType: string, type: string, attribute: string) {
    const key = `${parentType} ${type} ${attribute}`;
    const known = this.joins.get(key);
    if (known) return known;
    const byParent = new Map<Resource, Resource[]>();
    let unknown: Unknown | undefined;
    for (const child of this.all(type)) {
      const parents = this.resolveAll(child.at(attribute), parentType);
      unknown ??= parents.unknown;
      for (const parent of new Set(parents.found)) {
        const children = byParent.get(parent);
        if (children) children.push(child);
        else byParent.set(parent, [child]);
      }
    }
    const join = unknown ? { byParent, unknown } : { byParent };
    this.joins.set(key, join);
    return join;
  }

  private identities(type: string): Map<string, Resource> {
    const known = this.byIdentity.get(type);
    if (known) return known;
    const identities = new Map<string, Resource>();
    for (const resource of this.all(type)) {
      for (const text of identitiesOf(resource)) if (!identities.has(text)) identities.set(text, resource);
    }
    this.byIdentity.set(type, identities);
    return identities;
  }
}
