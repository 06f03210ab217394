import { isKnown, type Problem } from './error';

/**
 * The description of one prop: its check, its line in the reference and the values of its hostile test come from it.
 *
 * `T` is the prop's type in the interface; the description of another type does not compile.
 */
export interface Prop<T> {
  /** In words that follow "expected": `a whole number of days from 7 to 30`. */
  readonly expected: string;
  /**
   * `structure` decides what is created, so it must be known at synthesis; `value` may be a token, which passes unchecked.
   */
  readonly known: 'structure' | 'value';
  /** Where AWS says so: the page of its documentation that a bound or a grammar comes from. */
  readonly source?: string;
  /** Of an optional prop: what is taken when it is left out, in words. */
  readonly default?: string;
  /** Of an object or a reference: its members. */
  readonly members?: Readonly<Record<string, Prop<unknown>>>;
  /** Of a union: its kinds, each by the member that tells it. */
  readonly kinds?: Readonly<Record<string, Prop<unknown>>>;
  /** Of a list or a map: what each item is. */
  readonly item?: Prop<unknown>;
  /** Whether it is an ARN, which has to be of the module's own account and region. */
  readonly isArn?: true;
  /** What is wrong with a value; nothing where it is what was expected. Never throws. */
  problems(found: unknown, prop: string): readonly Problem[];
  /** Only for the compiler. */
  readonly type?: T;
}

/** The description of a prop that may be left out. */
export interface Optional<T> extends Prop<T> {
  readonly default: string;
}

/** The descriptions of all props of an interface. */
export type Description<Props> = {
  readonly [Name in keyof Props]-?: undefined extends Props[Name]
    ? Optional<Exclude<Props[Name], undefined>>
    : Prop<Props[Name]>;
};

/** An object of the described props and no other. */
export function object<T extends object>(description: Description<T>): Prop<T> {
  const names = Object.keys(description);
  const expected = `an object with ${names.join(', ')}`;
  return {
    expected,
    known: 'structure',
    members: membersOf(description),
    problems(found, prop) {
      if (!isObject(found)) return [{ prop: prop || 'props', expected, found }];
      const others = Object.keys(found).filter((name) => !names.includes(name) && read(found, name) !== undefined);
      return [
        ...memberProblems(description, found, prop),
        ...others.map((name) => ({
          prop: join(prop, name),
          expected: `one of the props ${names.join(', ')}`,
          found: name,
        })),
      ];
    },
  };
}

/** A value that only code can give, such as a construct; it is structure. @param expected in words that follow "expected" */
export function satisfying<T>(expected: string, is: (found: unknown) => boolean): Prop<T> {
  return { expected, known: 'structure', problems: (found, prop) => (is(found) ? [] : [{ prop, expected, found }]) };
}

/** What another module or stack created, by the members that are used of it; it may have others. @param what `a KMS key` */
export function reference<T extends object>(what: string, description: Description<T>): Prop<T> {
  const expected = `${what}: an object with ${Object.keys(description).join(', ')}`;
  return {
    expected,
    known: 'structure',
    members: membersOf(description),
    problems: (found, prop) =>
      isObject(found) ? memberProblems(description, found, prop) : [{ prop, expected, found }],
  };
}

function membersOf<T>(description: Description<T>): Readonly<Record<string, Prop<unknown>>> {
  return description;
}

function memberProblems<T>(description: Description<T>, found: object, prop: string): readonly Problem[] {
  return Object.entries(membersOf(description)).flatMap(([name, member]) =>
    member.problems(read(found, name), join(prop, name)),
  );
}

/** A prop that may be left out; `null` is refused, since nobody can tell what it was meant to be. @param otherwise what is taken then */
export function optional<T>(prop: Prop<T>, otherwise: string): Optional<T> {
  return {
    ...prop,
    default: otherwise,
    problems: (found, name) => (found === undefined ? [] : prop.problems(found, name)),
  };
}

/** Either of two kinds of value: the second is an object. */
export function either<A, B extends object>(first: Prop<A>, second: Prop<B>): Prop<A | B> {
  const expected = `${first.expected}, or ${second.expected}`;
  return {
    expected,
    known: 'structure',
    ...(second.members && { members: second.members }),
    problems: (found, prop) =>
      isObject(found)
        ? second.problems(found, prop)
        : first.problems(found, prop).map((problem) => ({ ...problem, expected })),
  };
}

/** One of several kinds of object, each told by a member that the others do not have. */
export function union<T extends object>(what: string, kinds: Readonly<Record<string, Prop<Partial<T>>>>): Prop<T> {
  const names = Object.keys(kinds);
  const expected = `${what}: an object with one of ${names.join(', ')}`;
  return {
    expected,
    known: 'structure',
    members: kinds,
    kinds,
    problems(found, prop) {
      if (!isObject(found)) return [{ prop, expected, found }];
      const [name, ...others] = names.filter((one) => read(found, one) !== undefined);
      const kind = name === undefined || others.length > 0 ? undefined : kinds[name];
      return kind ? kind.problems(found, prop) : [{ prop, expected, found }];
    },
  };
}

/** A value that throws when it is read is refused as what it is, and not passed on as a raw error. */
export function read(object: object, name: string): unknown {
  try {
    return (object as Readonly<Record<string, unknown>>)[name];
  } catch (error) {
    return new Unreadable(error);
  }
}

/** Stands for a value that throws when it is read. */
class Unreadable {
  constructor(readonly error: unknown) {}

  toJSON(): string {
    return `a getter that throws: ${String(this.error)}`;
  }
}

export function join(prop: string, name: string): string {
  return prop === '' ? name : `${prop}.${name}`;
}

function isObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) && !(value instanceof Unreadable) && isKnown(value);
}
