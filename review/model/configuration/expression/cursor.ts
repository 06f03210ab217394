import { SyntaxProblem, type Expression } from './expression';

/** A limit that no written configuration exceeds, and that the call stack can take. */
export const deepestExpression = 200;
const longestChain = 500;

/** Parses an expression; passed on, since the kinds of expressions contain each other. */
export type Parse = (cursor: Cursor) => Expression;

/** A place in the text of an expression, with the few moves that a parser makes. */
export class Cursor {
  offset = 0;
  /** Whether a newline ends an expression: between the braces of an object. */
  newlineEnds = false;
  private depth = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  /** Skips blanks and comments, and newlines where they have no meaning. */
  skip(): void {
    const blank = this.newlineEnds
      ? /(?:[ \t\r]|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)*/y
      : /(?:\s|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)*/y;
    blank.lastIndex = this.offset;
    blank.test(this.text);
    this.offset = blank.lastIndex;
  }

  skipNewlines(): void {
    const before = this.newlineEnds;
    this.newlineEnds = false;
    this.skip();
    this.newlineEnds = before;
  }

  peek(symbol: string): boolean {
    return this.text.startsWith(symbol, this.offset);
  }

  /** Moves past a symbol, if it comes next. */
  take(symbol: string): boolean {
    this.skip();
    if (!this.peek(symbol)) return false;
    this.offset += symbol.length;
    return true;
  }

  expect(symbol: string, after: string): void {
    if (!this.take(symbol)) this.fail(`expected "${symbol}" after ${after}`);
  }

  /** Moves past what a sticky pattern matches here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.offset += found.length;
    return found;
  }

  name(): string | undefined {
    this.skip();
    return this.match(/[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
  }

  /** Moves past a word, if it comes next and is no longer than that. */
  word(expected: string): boolean {
    this.skip();
    const start = this.offset;
    if (this.name() === expected) return true;
    this.offset = start;
    return false;
  }

  /** Runs a parser one level deeper; too many levels are an error, since each is a call. */
  withNewlines<T>(newlineEnds: boolean, parse: () => T): T {
    const before = this.newlineEnds;
    this.newlineEnds = newlineEnds;
    if (++this.depth > deepestExpression) this.fail(`is nested deeper than ${deepestExpression} levels`);
    const parsed = parse();
    this.depth--;
    this.newlineEnds = before;
    return parsed;
  }

  /** Refuses a chain, `a + a + …`, that would be nested as deeply once parsed. */
  count(links: number): void {
    if (links > longestChain) this.fail(`has more than ${longestChain} operators in a row`);
  }

  fail(problem: string): never {
    const found = this.isAtEnd ? 'the end' : JSON.stringify(this.text.slice(this.offset, this.offset + 12));
    throw new SyntaxProblem(`${problem}, found ${found}`, this.offset);
  }
}
