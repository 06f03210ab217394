import type { Resource } from '../model/resource';
import { isAbsent, isMap, isList, Reference, step, Unknown, type Value, type ValueMap } from '../model/value';
import { fail, notKnown, pass, quoted, type Verdict } from './verdict';

/** An attribute of a resource, or of one of its blocks, about which a rule says what it expects. */
export class Attribute {
  constructor(
    /** From the resource: `metadata_options.http_tokens`. */
    readonly path: string,
    /** What is written, else the provider's default. */
    readonly value: Value | undefined,
  ) {}

  /** `true` and `"true"`, `1` and `"1"` are the same to Terraform. */
  is(expected: boolean | number | string): Verdict {
    return this.says(quoted(expected), (text) => text === String(expected));
  }

  isNot(unexpected: boolean | number | string): Verdict {
    return this.says(`not ${quoted(unexpected)}`, (text) => text !== String(unexpected));
  }

  isOneOf(expected: readonly (boolean | number | string)[]): Verdict {
    const words = expected.map((one) => quoted(one)).join(' or ');
    return this.says(words, (text) => expected.some((one) => String(one) === text));
  }

  isAtLeast(least: number, unit = ''): Verdict {
    const expected = `at least ${least}${unit && ` ${unit}`}`;
    return this.says(expected, (text) => text !== undefined && Number(text) >= least);
  }

  /**
   * Of an attribute that is one text, number or truth: `undefined` where nothing is written. What a resource decides is
   * not known, and a list or a map is never fine.
   *
   * @param expected words that follow "expected"
   */
  says(expected: string, holds: (text: string | undefined) => boolean): Verdict {
    const { path, value } = this;
    if (value instanceof Reference) return notKnown(path, expected, `${value.toString()} is known after apply`);
    if (isMap(value) || isList(value)) return fail(path, expected, value);
    return this.satisfies(expected, (value) => holds(isAbsent(value) ? undefined : String(value)));
  }

  /** Anything is written: a reference counts, empty text, lists and blocks do not. */
  isPresent(expected = 'a value'): Verdict {
    return this.satisfies(expected, (value) => {
      if (isAbsent(value) || value === '') return false;
      return isList(value) ? value.length > 0 : true;
    });
  }

  isAbsent(expected = 'nothing'): Verdict {
    return this.satisfies(expected, isAbsent);
  }

  /** @param expected words that follow "expected" */
  satisfies(expected: string, holds: (value: Value | undefined) => boolean): Verdict {
    if (this.value instanceof Unknown) return notKnown(this.path, expected, this.value);
    return holds(this.value) ? pass : fail(this.path, expected, this.value);
  }
}

export interface AttributeOptions {
  /** The default of the provider or of AWS. */
  readonly default?: Value;
}

/** An attribute of a resource: `attribute(db, 'storage_encrypted', { default: false }).is(true)`. */
export function attribute(resource: Resource, path: string, options: AttributeOptions = {}): Attribute {
  return new Attribute(path, resource.at(path) ?? options.default);
}

/** An attribute inside a block that `eachBlock` gave. */
export function attributeOf(block: Block, name: string, options: AttributeOptions = {}): Attribute {
  return new Attribute(`${block.path}.${name}`, step(block.values, name) ?? options.default);
}

/** A nested block and where it is: `ingress.1`. */
export interface Block {
  readonly path: string;
  readonly values: ValueMap;
}

/** The blocks of a kind, each with its path; `Unknown` when their number is. */
export function eachBlock(resource: Resource, name: string): readonly Block[] | Unknown {
  const blocks = resource.blocks(name);
  if (blocks instanceof Unknown) return blocks;
  const isSingle = blocks.length === 1 && !name.includes('.');
  return blocks.map((values, index) => ({ path: isSingle ? name : `${name}.${index}`, values }));
}

export { isAbsent, isList, isMap, Reference, Unknown };
