/** An input that cannot be read: the file, the position, the problem, and what to do. */
export class InputError extends Error {
  constructor(
    readonly file: string,
    /** What was expected, what was found, what to do. */
    readonly problem: string,
    /** From 1, where they are known. */
    readonly line?: number,
    readonly column?: number,
  ) {
    super(`${[file, line, column].filter((part) => part !== undefined).join(':')}: ${problem}`);
    this.name = 'InputError';
  }
}

/** The line and the column of a character, both from 1. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++;
  return { line, column: offset - start + 1 };
}
