export interface XmlElement {
  /** With its prefix: `md:EntityDescriptor`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface XmlFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

const name = String.raw`[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?`;
const entity = String.raw`&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});`;
const attribute = String.raw`\s+(${name})\s*=\s*("(?:[^"<&]|${entity})*"|'(?:[^'<&]|${entity})*')`;
const tag = new RegExp(`<(/?)(${name})((?:${attribute})*)\\s*(/?)>`, 'y');
const skipped = /<!--(?:(?!--)[^])*-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>/y;
const characters = new RegExp(`[^<&]+|${entity}`, 'y');

/**
 * The elements of an XML document in their order, or where it is not well-formed. A document type is refused: nothing that a reader could expand or fetch is
 * part of the documents read here.
 */
export function scanXml(text: string): { readonly elements: readonly XmlElement[]; readonly fault?: XmlFault } {
  const elements: XmlElement[] = [];
  const open: string[] = [];
  let at = 0;
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const fail = (expected: string, found = text.slice(at, at + 20)) => {
    const before = text.slice(0, at).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return { elements, fault: { ...place, expected, found: found || 'the end of the text' } };
  };

  if (text.startsWith('\ufeff')) return fail('no byte order mark in front');
  while (at < text.length) {
    if (text.startsWith('<!DOCTYPE', at)) return fail('no document type');
    const other = next(skipped);
    const match = other ?? next(tag);
    if (match && !other) {
      const [, end, element = '', attributes = '', , , empty] = match;
      if (end) {
        const expected = open.pop();
        if (expected !== element || attributes || empty)
          return fail(expected ? `</${expected}>` : 'no end tag here', match[0]);
      } else {
        if (open.length === 0 && elements.length > 0) return fail('one root element', match[0]);
        elements.push({ name: element, attributes: attributesOf(attributes) });
        if (!empty) open.push(element);
      }
    }
    const whole = match ?? next(characters);
    if (!whole) return fail('well-formed XML');
    if (!match && open.length === 0 && whole[0].trim() !== '')
      return fail('XML, a root element first', whole[0].slice(0, 20));
    at += whole[0].length;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) return fail(`</${unclosed}>`);
  return elements.length > 0 ? { elements } : fail('an XML element');
}

function attributesOf(text: string): Record<string, string> {
  const found = Array.from(text.matchAll(new RegExp(attribute, 'g')), ([, name = '', value = '']) => [
    name,
    value.slice(1, -1),
  ]);
  return Object.fromEntries(found) as Record<string, string>;
}
