/** A block of an example: `resource "aws_vpc" "main" { … }`. */
export interface HclBlock {
  readonly kind: string;
  readonly labels: readonly string[];
  readonly text: string;
  /** What is between its braces. */
  readonly body: string;
}

/** The blocks of a text of HCL that no other block is around. */
export function blocksOf(hcl: string): HclBlock[] {
  const blocks: HclBlock[] = [];
  const opening = /^[ \t]*(\w+)((?:[ \t]+"[^"]*")*)[ \t]*\{/gm;
  for (let found = opening.exec(hcl); found; found = opening.exec(hcl)) {
    const end = endOf(hcl, opening.lastIndex);
    const labels = [...found[2]!.matchAll(/"([^"]*)"/g)].map(([, label]) => label!);
    const text = hcl.slice(found.index, end);
    blocks.push({ kind: found[1]!, labels, text, body: hcl.slice(opening.lastIndex, end - 1) });
    opening.lastIndex = end;
  }
  return blocks;
}

/** After the brace that closes the one before `start`, by depth; braces of templates in texts are balanced. */
function endOf(hcl: string, start: number): number {
  let depth = 1;
  for (let at = start; at < hcl.length; at++) {
    if (hcl[at] === '{') depth++;
    else if (hcl[at] === '}' && --depth === 0) return at + 1;
  }
  throw new Error('a block of an example is not closed');
}

/** The text with each reference to a resource changed: `aws_vpc.main.id`, not what only begins like it. */
export function withReferences(hcl: string, [type, name]: readonly string[], by: string): string {
  return hcl.replace(new RegExp(`(?<![\\w.-])${type}\\.${name}(?![\\w-])`, 'g'), by);
}
