import type { Resource } from './resource';

/**
 * What an attribute is once it was read: JSON, with two kinds of leaves that JSON has not. A map holds no `null`: in
 * Terraform `null` is the same as nothing written.
 */
export type Value = null | boolean | number | string | readonly Value[] | ValueMap | Reference | Unknown;
export interface ValueMap {
  readonly [key: string]: Value;
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
    return `${this.resource.address}.${this.attribute}`;
  }

  /** A report is JSON; a resource refers to resources that refer back. */
  toJSON(): string {
    return `\${${this.toString()}}`;
  }
}

/** A value that the input does not tell. It is neither true nor false, and never fine. */
export class Unknown {
  constructor(
    /** What would have to be known: `var.cidr has no value`. */
    readonly because: string,
    /** For text of which parts are known: the whole, with `{…}` where a part is not. */
    readonly partial?: string,
  ) {}

  toString(): string {
    return this.partial ?? `unknown (${this.because})`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** An attribute that names a resource, and whose value the input does not tell: whatever it is, it names that one. */
export class UnknownAttribute extends Unknown {
  constructor(
    { because, partial }: Unknown,
    readonly reference: Reference,
  ) {
    super(because, partial);
  }
}

export function isMap(value: Value | undefined): value is ValueMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Reference) &&
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
