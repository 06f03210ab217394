import type { Resource } from './resource';

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

  constructor(
    /** What would have to be known: `var.cidr has no value`. */
    readonly because: string,
    /** Of text of which parts are known: the whole. */
    readonly text?: Text,
    expression?: string,
  ) {
    this.#expression = expression;
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

/** What the provider decides of its resources, where its configuration does not say: one for all of them. */
export class OfProvider {
  constructor(readonly name: 'account' | 'region') {}

  toString(): string {
    return this.name;
  }
}

/** A part of a text that is not known, or only as what decides it. */
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

/** An attribute that names a resource, and whose value the input does not tell: whatever it is, it names that one. */
export class UnknownAttribute extends Unknown {
  constructor(
    { because, text, expression }: Unknown,
    readonly reference: Reference,
  ) {
    super(because, text, expression);
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

/** Whether nothing is said: `null` is absent. */
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
