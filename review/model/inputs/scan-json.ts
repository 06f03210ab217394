/** What is seen in one pass over JSON, before it is parsed. */
export interface Scan {
  /** The bracket that is too deep. */
  readonly tooDeep?: number;
  /** A key of a block that its object has twice. */
  readonly repeated?: { readonly key: string; readonly offset: number };
  /** `resource.aws_vpc.main` → line, from 1 */
  readonly lines: ReadonlyMap<string, number>;
}

/** Levels of keys that name blocks: `resource`, type, name. */
const levelsOfBlocks = 3;
const kinds: ReadonlySet<string> = new Set(['resource', 'data', 'ephemeral', 'module', 'variable', 'output']);

/** Scans a JSON text once. The parser reports what is not valid. */
export function scanJson(text: string, deepest: number): Scan {
  const lines = new Map<string, number>();
  const open: { readonly isObject: boolean; readonly seen: Set<string>; key: string }[] = [];
  const objects: { key: string }[] = [];
  let repeated: Scan['repeated'];
  let line = 1;
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 10:
        line++;
        break;
      case 34: {
        const end = endOfString(text, at);
        const object = open.at(-1);
        if (isKey && object && objects.length <= levelsOfBlocks) {
          const key = text.slice(at + 1, end);
          if (object.seen.has(key) && key !== '//') repeated ??= { key, offset: at };
          object.seen.add(key);
          object.key = key;
          const [kind = ''] = objects.map((one) => one.key);
          const label = objects.map((one) => one.key).join('.');
          if (kinds.has(kind) && !lines.has(label)) lines.set(label, line);
        }
        isKey = false;
        at = end;
        break;
      }
      case 91:
      case 123: {
        const isObject = text.charCodeAt(at) === 123;
        const opened = { isObject, seen: new Set<string>(), key: '' };
        open.push(opened);
        if (isObject) objects.push(opened);
        isKey = isObject;
        if (open.length > deepest) return { tooDeep: at, lines };
        break;
      }
      case 93:
      case 125:
        if (open.pop()?.isObject) objects.pop();
        isKey = false;
        break;
      case 44:
        isKey = open.at(-1)?.isObject ?? false;
    }
  }
  return { ...(repeated && { repeated }), lines };
}

/** The closing quote of a string, or the end of the text if there is none. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}
