/** A value of a JSON text with the place of each of its parts, by path: `Statement[0].Action`. */
export interface JsonSource {
  readonly value: unknown;
  readonly places: ReadonlyMap<string, Place>;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a text is not JSON, or has a member twice, of which a reader sees one and IAM takes the other. */
export class JsonFault extends Error {
  constructor(
    readonly place: Place,
    readonly path: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`${place.line}:${place.column}: expected ${expected}, found ${found}`);
  }
}

const blanks = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// eslint-disable-next-line no-control-regex -- JSON allows none inside a string
const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const deepest = 20;

/** Reads JSON as `JSON.parse` does, and remembers where everything stands. @throws JsonFault */
export function readJson(text: string): JsonSource {
  return new Reader(text).read();
}

/** Reads one text from its start to its end. */
class Reader {
  private at = 0;
  private readonly places = new Map<string, Place>();

  constructor(private readonly text: string) {}

  read(): JsonSource {
    const value = this.value('', 0);
    if (this.at < this.text.length) this.fail('', 'the end of the text');
    return { value, places: this.places };
  }

  private value(path: string, depth: number): unknown {
    this.take(blanks);
    this.places.set(path, this.place());
    if (depth > deepest) this.fail(path, `${deepest} levels or less`);
    const value = this.any(path, depth);
    this.take(blanks);
    return value;
  }

  private any(path: string, depth: number): unknown {
    if (this.eat('{')) return this.object(path, depth);
    if (this.eat('[')) return this.list(path, depth);
    const literal = this.take(quoted) ?? this.take(scalar);
    return literal === undefined ? this.fail(path, 'a JSON value') : JSON.parse(literal);
  }

  private object(path: string, depth: number): unknown {
    const members = new Map<string, unknown>();
    this.take(blanks);
    if (this.eat('}')) return {};
    do {
      this.take(blanks);
      const start = this.at;
      const literal = this.take(quoted) ?? this.fail(path, 'a member in double quotes');
      const name = JSON.parse(literal) as string;
      if (members.has(name)) this.fail(path, `"${name}" once`, literal, start);
      this.take(blanks);
      if (!this.eat(':')) this.fail(path, '":"');
      members.set(name, this.value(path === '' ? name : `${path}.${name}`, depth + 1));
    } while (this.eat(','));
    if (!this.eat('}')) this.fail(path, '"," or "}"');
    return Object.fromEntries(members);
  }

  private list(path: string, depth: number): unknown {
    const items: unknown[] = [];
    this.take(blanks);
    if (this.eat(']')) return items;
    do items.push(this.value(`${path}[${items.length}]`, depth + 1));
    while (this.eat(','));
    if (!this.eat(']')) this.fail(path, '"," or "]"');
    return items;
  }

  private eat(sign: string): boolean {
    const is = this.text[this.at] === sign;
    if (is) this.at += 1;
    return is;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  private place(at = this.at): Place {
    const before = this.text.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  private fail(path: string, expected: string, found = this.text.slice(this.at, this.at + 20), at = this.at): never {
    throw new JsonFault(this.place(at), path, expected, found === '' ? 'the end of the text' : found);
  }
}
