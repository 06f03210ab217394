import { identifierKeysOf } from './identity';
import { mayMeet, Names } from './names';
import type { Resource, Root } from './resource';
import { keyOf, type AnyText } from './text';
import { isAbsent, isList, Reference, Text, Unknown, UnknownAttribute, type Value } from './value';

/** The children of a resource, and why there may be more than were found. */
export interface Children {
  readonly found: readonly Resource[];
  /** A resource of the type whose parent the input does not tell. */
  readonly unknown?: Unknown;
}

export interface GraphExtras {
  /** Resources that a plan destroys and does not make again. No rule judges them. */
  readonly deleted?: readonly Resource[];
}

/** Graphs of several inputs as one. */
export function joinGraphs(graphs: readonly Graph[]): Graph {
  const [only] = graphs;
  if (only && graphs.length === 1) return only;
  return new Graph(
    graphs.flatMap(({ resources }) => resources),
    { deleted: graphs.flatMap(({ deleted }) => deleted) },
  );
}

/** Everything that was read, of all roots together. */
export class Graph {
  readonly deleted: readonly Resource[];
  private readonly byType = new Map<string, Resource[]>();
  private readonly byName = new Map<string, Names>();
  private readonly joins = new Map<string, Join>();
  private handedOut?: Set<Resource>;
  private wasRead = false;

  constructor(
    /** Managed resources, data sources, modules that were not read, and scopes, in the order of the input. */
    readonly resources: readonly Resource[],
    { deleted = [] }: GraphExtras = {},
  ) {
    this.deleted = deleted;
    for (const resource of resources) {
      const type = typeOf(resource);
      const same = this.byType.get(type);
      if (same) same.push(resource);
      else this.byType.set(type, [resource]);
    }
  }

  /** The resources of some types: `aws_vpc`; a data source's type is `data.aws_ami`. */
  all(...types: readonly string[]): readonly Resource[] {
    return this.handOut(this.resourcesOf(types));
  }

  /**
   * Runs a function, and returns the resources that it got from lookups by type, which it may have read. Iterating over
   * all `resources` counts for none.
   */
  recording<T>(run: () => T): { readonly result: T; readonly read: ReadonlySet<Resource> } {
    const before = this.handedOut;
    const read = new Set<Resource>();
    this.handedOut = read;
    try {
      return { result: run(), read };
    } finally {
      this.handedOut = before;
      for (const resource of read) before?.add(resource);
    }
  }

  /** This graph, or one like it that no lookup has read: others keep what they looked up, so that they do not ask again. */
  unread(): Graph {
    return this.wasRead ? new Graph(this.resources, this) : this;
  }

  private handOut(found: readonly Resource[]): readonly Resource[] {
    this.wasRead = true;
    if (this.handedOut) for (const resource of found) this.handedOut.add(resource);
    return found;
  }

  /** What a value refers to may be of another type than was asked for: then nothing looked at it. */
  private named(found: Resource | Unknown | undefined, types: readonly string[]): Resource | Unknown | undefined {
    this.wasRead = true;
    if (this.handedOut && found && !(found instanceof Unknown) && types.includes(typeOf(found)))
      this.handedOut.add(found);
    return found;
  }

  /** As `all`, for who only hands them on: it counts as reading none of them. */
  resourcesOf(types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /**
   * The resource that a value names: by reference, or by a text that is its ARN or id. If the referring resource is
   * known, `resolveFor` decides which of several is meant.
   *
   * @param types where to look for a text; a reference may be to anything
   * @returns `Unknown` when the value is, nothing when no resource of the graph is meant, or one of several
   * environments
   */
  resolve(value: Value | undefined, ...types: readonly string[]): Resource | Unknown | undefined {
    return this.named(
      resolved(value, types, (text) => first(types, (type) => this.names(type).only(text))),
      types,
    );
  }

  /** The resource that a value of `asking` names: of several that a text may name, the nearest to it. */
  resolveFor(asking: Resource, value: Value | undefined, ...types: readonly string[]): Resource | Unknown | undefined {
    return this.named(
      resolved(value, types, (text) => first(types, (type) => this.names(type).nearest(text, asking))),
      types,
    );
  }

  /** As `resolveFor`, where the text may also be what `attribute` of the other says: its `name`, `identifier`. */
  resolveBy(
    asking: Resource,
    value: Value | undefined,
    type: string,
    attribute: string,
  ): Resource | Unknown | undefined {
    return this.named(
      resolved(value, [type], (text) => this.names(type, attribute).nearest(text, asking)),
      [type],
    );
  }

  /** The resources that a list, or a single value, names for `asking`; those that are not of the graph are left out. */
  resolveAllFor(asking: Resource, value: Value | undefined, ...types: readonly string[]): Children {
    return all(value, (one) => this.resolveFor(asking, one, ...types));
  }

  /** As `resolveBy`, for a list or a single value. */
  resolveAllBy(asking: Resource, value: Value | undefined, type: string, attribute: string): Children {
    return all(value, (one) => this.resolveBy(asking, one, type, attribute));
  }

  /**
   * The resources of a type that name `parent` in an attribute: `children(bucket, 'aws_s3_bucket_versioning', 'bucket')`,
   * in any root of its environment. Linear in the resources of the type over all calls.
   *
   * @param name an attribute of the parent, where its children may call it by that too
   */
  children(parent: Resource, type: string, attribute: string, name?: string): Children {
    const { byParent, unknown } = this.join(parent.type, type, attribute, name);
    const found = this.handOut(byParent.get(parent) ?? []);
    const inDoubt = unknown.find(({ root }) => mayMeet(root, parent.root))?.value;
    return inDoubt ? { found, unknown: inDoubt } : { found };
  }

  private join(parentType: string, type: string, attribute: string, name?: string): Join {
    const key = [parentType, type, attribute, name ?? ''].join(' ');
    const known = this.joins.get(key);
    if (known) return known;
    const byParent = new Map<Resource, Resource[]>();
    const unknown = new Map<string, { readonly root: Root; readonly value: Unknown }>();
    for (const child of this.resourcesOf([type])) {
      const parents = all(child.at(attribute), (one) =>
        resolved(one, [parentType], (text) => this.names(parentType, name).nearest(text, child)),
      );
      const { root, environment } = child;
      if (parents.unknown && !unknown.has(environment)) unknown.set(environment, { root, value: parents.unknown });
      for (const parent of new Set(parents.found)) {
        const children = byParent.get(parent);
        if (children) children.push(child);
        else byParent.set(parent, [child]);
      }
    }
    const join = { byParent, unknown: [...unknown.values()] };
    this.joins.set(key, join);
    return join;
  }

  private names(type: string, attribute?: string): Names {
    const key = attribute === undefined ? type : `${type} ${attribute}`;
    const known = this.byName.get(key);
    if (known) return known;
    const names = new Names(this.resourcesOf([type]), (resource) => {
      const name = attribute === undefined ? undefined : textNaming(resource.at(attribute));
      return name === undefined ? identifierKeysOf(resource) : [...identifierKeysOf(resource), keyOf(name)];
    });
    this.byName.set(key, names);
    return names;
  }
}

/** As `all` takes it. */
function typeOf({ mode, type }: Resource): string {
  return mode === 'data' ? `data.${type}` : type;
}

interface Join {
  readonly byParent: ReadonlyMap<Resource, readonly Resource[]>;
  /** The first of each environment that does not tell its parent. */
  readonly unknown: readonly { readonly root: Root; readonly value: Unknown }[];
}

function resolved(value: Value | undefined, types: readonly string[], named: (text: AnyText) => Resource | undefined) {
  if (value instanceof Reference) return value.resource;
  if (value instanceof UnknownAttribute) {
    const { resource } = value.reference;
    return types.includes(resource.type) ? resource : value;
  }
  const text = textNaming(value);
  const found = text === undefined ? undefined : named(text);
  return found ?? (value instanceof Unknown ? value : undefined);
}

/** The text that a value is, as far as it can be compared: what is not known is the same where it is the same value. */
function textNaming(value: Value | undefined): AnyText | undefined {
  if (typeof value === 'string' || value instanceof Text) return value;
  if (!(value instanceof Unknown)) return undefined;
  const text = value.text ?? new Text([value]);
  return text.holes.every((hole) => !(hole instanceof Unknown) || hole.isIdentified) ? text : undefined;
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function all(value: Value | undefined, one: (value: Value) => Resource | Unknown | undefined): Children {
  if (value instanceof Unknown) return { found: [], unknown: value };
  const meant = (isList(value) ? value : isAbsent(value) ? [] : [value]).map(one);
  const found = meant.filter((each): each is Resource => each !== undefined && !(each instanceof Unknown));
  const unknown = meant.find((each): each is Unknown => each instanceof Unknown);
  return unknown ? { found, unknown } : { found };
}
