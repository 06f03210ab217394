import { blocksOf, isAbsent, step, type Unknown, type Value, type ValueMap } from './value';

/** Where something is written. */
export interface Place {
  /** Relative to the root of the project, or as it was given. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
}

/** A Terraform root: a synthesized stack, a folder, a plan. */
export interface Root {
  /** `prod-network`; of a folder or a plan, its name. */
  readonly name: string;
  /** The environment that it belongs to: by what it was loaded as, else its own name. */
  readonly environment: string;
  /** The file or folder that it was read from. */
  readonly file: string;
}

/** The provider configuration that makes a resource. */
export interface Provider {
  /** `aws`, `aws.us_east_1` */
  readonly name: string;
  readonly region?: string;
  /** The one account that `allowed_account_ids` allows. */
  readonly account?: string;
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
  /** Or what gives it, where it may need resources of the same input. */
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

/** A resource or data source of the graph. Made by a loader; attributes are read when they are first asked for. */
export class Resource {
  /** `aws_vpc.network_vpc_1A2B3C4D`, with the modules before it and the instance after it. */
  readonly address: string;
  readonly mode: 'managed' | 'data' | 'ephemeral';
  readonly type: string;
  readonly name: string;
  readonly root: Root;
  /** The file of the input, and the line where it tells. */
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
  /** What must be true for it to exist, in one spelling each, `!` before what must be false. */
  readonly conditions: readonly string[];
  private read?: ValueMap;
  private readonly providerOf: Provider | (() => Provider);

  constructor(
    props: ResourceProps,
    private readonly evaluate: (self: Resource) => ValueMap,
    /** One attribute, where that needs fewer others than all of them do. */
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
