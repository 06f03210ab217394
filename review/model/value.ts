import type { Place, Root } from './place';

/**
 * What an attribute is once it was read: JSON, with three kinds of leaves that JSON has not. A map holds no `null`: in
 * Terraform `null` is the same as nothing written.
 */
export type Value = null | boolean | number | string | Text | readonly Value[] | ValueMap | Reference | Unknown;
export interface ValueMap {
  readonly [key: string]: Value;
  /** Keys that are text with holes, by what stands for them: `${aws_iam_openid_connect_provider.ci.url}:sub`. */
  readonly [keyTexts]?: ReadonlyMap<string, Text>;
}

/** Where a map has the keys that are not plain strings. */
export const keyTexts = Symbol('keys with holes');

/** The provider configuration that makes a resource. */
export interface Provider {
  /** `aws`, `aws.us_east_1` */
  readonly name: string;
  readonly region?: string;
  /** The one account that `allowed_account_ids` allows. */
  readonly account?: string;
  /** What decides the account or the region where neither is known: the same for the same profile or role. */
  readonly undecided?: { readonly account?: string; readonly region?: string };
  readonly defaultTags: ValueMap | Unknown;
}

/** What a plan does to a resource. */
export interface PlannedChange {
  readonly actions: readonly ('no-op' | 'create' | 'read' | 'update' | 'delete' | 'forget')[];
  /** The attributes that force a replacement. */
  readonly replacedBecause: readonly string[];
  readonly before: Value;
}

export interface ResourceProps {
  readonly address: string;
  readonly mode: 'managed' | 'data' | 'ephemeral';
  readonly type: string;
  readonly name: string;
  readonly root: Root;
  /** Or a function, since it may need resources of the same input. */
  readonly provider: Provider | (() => Provider);
  readonly writtenAt: Place;
  readonly constructPath?: string;
  readonly source?: Place;
  readonly optOuts?: Readonly<Record<string, string>>;
  readonly change?: PlannedChange;
  /** @default it exists */
  readonly existence?: Unknown;
  readonly conditions?: readonly string[];
}

/** A resource or data source of the graph. Loaders create it; its attributes are evaluated when they are first read. */
export class Resource {
  /** `aws_vpc.network_vpc_1A2B3C4D`, with the modules before it and the instance after it. */
  readonly address: string;
  readonly mode: 'managed' | 'data' | 'ephemeral';
  readonly type: string;
  readonly name: string;
  readonly root: Root;
  /** The file of the input, and the line if it is known. */
  readonly writtenAt: Place;
  /** `prod-network/network/vpc`: of CDKTF only. */
  readonly constructPath?: string;
  /** The TypeScript that made it, where synthesis recorded that. */
  readonly source?: Place;
  /** Protections switched off in words, by name: a module's `OptOut`. */
  readonly optOuts: Readonly<Record<string, string>>;
  readonly change?: PlannedChange;
  /** Why it is not known whether it exists: its `count` or `for_each` is not, or that of a module around it. */
  readonly existence?: Unknown;
  /** The conditions for it to exist, in canonical spelling; `!` negates. */
  readonly conditions: readonly string[];
  private read?: ValueMap;
  private readonly providerOf: Provider | (() => Provider);

  constructor(
    props: ResourceProps,
    private readonly evaluate: (self: Resource) => ValueMap,
    /** Evaluates one attribute, which may need fewer other values than all attributes. */
    private readonly evaluateOne?: (self: Resource, attribute: string) => Value | undefined,
  ) {
    this.address = props.address;
    this.mode = props.mode;
    this.type = props.type;
    this.name = props.name;
    this.root = props.root;
    this.providerOf = props.provider;
    this.writtenAt = props.writtenAt;
    this.constructPath = props.constructPath;
    this.source = props.source;
    this.optOuts = props.optOuts ?? {};
    this.change = props.change;
    this.existence = props.existence;
    this.conditions = props.conditions ?? [];
  }

  /** Unique in a graph, which holds several roots: `prod-network/aws_vpc.main`. */
  get key(): string {
    return `${this.root.name}/${this.address}`;
  }

  /** The provider configuration that makes it. */
  get provider(): Provider {
    return typeof this.providerOf === 'function' ? this.providerOf() : this.providerOf;
  }

  get environment(): string {
    return this.root.environment;
  }

  get attributes(): ValueMap {
    return (this.read ??= this.evaluate(this));
  }

  /**
   * The value at a path: `storage_encrypted`, `metadata_options.http_tokens`, `ingress.1.cidr_blocks`. A block that is
   * written once needs no index. Nothing written is `undefined`.
   */
  at(path: string): Value | undefined {
    const [first = '', ...rest] = path.split('.');
    let value = this.read || !this.evaluateOne ? step(this.attributes, first) : this.evaluateOne(this, first);
    for (const key of rest) value = step(value, key);
    return isAbsent(value) ? undefined : value;
  }

  /** The blocks at a path, also when there is one: `ingress`, `setting`, `rule`. */
  blocks(path: string): readonly ValueMap[] | Unknown {
    return blocksOf(this.at(path));
  }

  toString(): string {
    return this.key;
  }
}

/** An attribute of a resource of the graph that AWS decides (`id`, `arn`), so it is known as that resource. */
export class Reference {
  constructor(
    readonly resource: Resource,
    /** `arn`, `id` */
    readonly attribute: string,
  ) {}

  /** As Terraform writes it: `aws_kms_key.data.arn`. */
  toString(): string {
    return this.attribute === '' ? this.resource.address : `${this.resource.address}.${this.attribute}`;
  }

  /** A report is JSON; a resource refers to resources that refer back. */
  toJSON(): string {
    return `\${${this.toString()}}`;
  }
}

/** A value that the input does not tell. It is neither true nor false, and never fine. */
export class Unknown {
  readonly #expression: string | undefined;
  readonly #identity: string | undefined;

  constructor(
    /** The missing information: `var.cidr has no value`. */
    readonly because: string,
    /** Of text of which parts are known: the whole. */
    readonly text?: Text,
    expression?: string,
    identity?: string,
  ) {
    this.#expression = expression;
    this.#identity = identity;
  }

  /**
   * The same for what is the same value, whatever it is: `prod-data var.names.a`, `lower(prod-data var.name)`. Of what no
   * configuration wrote, the reason: a key of a request.
   */
  get identity(): string {
    return this.#identity ?? this.because;
  }

  /** Whether it is known which value it is. */
  get isIdentified(): boolean {
    return this.#identity !== undefined;
  }

  /** As a reader expects it inside a text: `var.cidr` in `${var.cidr}`. */
  get expression(): string {
    return this.#expression ?? this.because;
  }

  toString(): string {
    return this.text?.toString() ?? `unknown (${this.because})`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A value of the provider that its configuration does not give: the same for all its resources. */
export class OfProvider {
  constructor(
    readonly name: 'account' | 'region',
    /** What decides it, where that is not the default of all providers. */
    readonly by?: string,
  ) {}

  toString(): string {
    return this.name;
  }
}

/** A part of a text that is unknown, or a reference. */
export type Hole = Reference | OfProvider | Unknown;

/**
 * Text with holes: `arn:aws:s3:::${var.name}/*`. Text without any is a plain string; as a value, a text that holds an
 * `Unknown` is an `Unknown` that has it as its `text`. `text.ts` makes them, compares and reads them.
 */
export class Text {
  constructor(readonly parts: readonly (string | Hole)[]) {}

  get holes(): readonly Hole[] {
    return this.parts.filter((part): part is Hole => typeof part !== 'string');
  }

  /** As Terraform writes it. */
  toString(): string {
    return this.parts
      .map((part) => {
        if (typeof part === 'string') return part;
        return `\${${part instanceof Unknown ? part.expression : part.toString()}}`;
      })
      .join('');
  }

  toJSON(): string {
    return this.toString();
  }
}

/** The base64 of a text, packed or not, of which parts are not known: what is read in it is read in the text. */
export class EncodedText extends Unknown {
  constructor(
    because: string,
    readonly decoded: string | Text,
    identity: string,
  ) {
    super(because, undefined, undefined, identity);
  }
}

/** An attribute that names a resource, and whose value the input does not tell: whatever it is, it names that one. */
export class UnknownAttribute extends Unknown {
  constructor(
    { because, text, expression, identity }: Unknown,
    readonly reference: Reference,
  ) {
    super(because, text, expression, identity);
  }
}

export function isMap(value: Value | undefined): value is ValueMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Reference) &&
    !(value instanceof Text) &&
    !(value instanceof Unknown)
  );
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether it is not set: `null` is absent. */
export function isAbsent(value: Value | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** The first unknown in a value, at any depth. */
export function unknownIn(value: Value | undefined): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (isList(value)) return firstOf(value);
  return isMap(value) ? firstOf(Object.values(value)) : undefined;
}

function firstOf(values: readonly Value[]): Unknown | undefined {
  for (const value of values) {
    const unknown = unknownIn(value);
    if (unknown) return unknown;
  }
  return undefined;
}

/**
 * A step into a value. A nested block is written as a map or as a list of one, by whoever wrote the JSON: both step alike.
 *
 * @param key a map's key, or a list's index
 */
export function step(value: Value | undefined, key: string): Value | undefined {
  if (value instanceof Unknown) return value;
  if (value instanceof Reference) return afterApply(`${value.toString()}.${key}`);
  if (isList(value)) {
    if (/^\d+$/.test(key)) return value[Number(key)];
    return value.length > 0 ? step(value[0], key) : undefined;
  }
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The blocks of a kind: none, one or several, whichever way they were written; a reference to blocks is not known. */
export function blocksOf(value: Value | undefined): readonly ValueMap[] | Unknown {
  if (value instanceof Unknown) return value;
  if (value instanceof Reference) return afterApply(value.toString());
  if (isMap(value)) return [value];
  if (!isList(value)) return [];
  const open = value.find((entry) => entry instanceof Unknown || entry instanceof Reference);
  return open === undefined ? value.filter(isMap) : (blocksOf(open) as Unknown);
}

function afterApply(text: string): Unknown {
  return new Unknown(`${text} is known after apply`);
}
