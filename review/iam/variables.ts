import { concat, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import type { RequestContext } from './context';

const variable = /\$\{([^{}]*)\}/g;

/**
 * A text of a policy with its variables replaced: `${aws:username}`, `${aws:PrincipalTag/team, 'nobody'}`. A variable that is
 * not known leaves a hole.
 *
 * @returns nothing when a variable is absent and has no default: then the text matches nothing
 */
export function withVariables(text: AnyText, context: RequestContext): AnyText | undefined {
  if (typeof text === 'string' && !text.includes('${')) return text;
  const parts = typeof text === 'string' ? [text] : text.parts;
  const replaced = parts.map((part) => (typeof part === 'string' ? replacedIn(part, context) : part));
  return replaced.every((part) => part !== undefined) ? concat(replaced) : undefined;
}

function replacedIn(text: string, context: RequestContext): AnyText | undefined {
  const parts: (AnyText | Unknown)[] = [];
  let from = 0;
  for (const found of text.matchAll(variable)) {
    parts.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    const value = valueOf(found[1] as string, context);
    if (value === undefined) return undefined;
    parts.push(value);
  }
  return concat([...parts, text.slice(from)]);
}

function valueOf(written: string, context: RequestContext): AnyText | Unknown | undefined {
  // `${*}` is a plain asterisk; any one character is a little wider.
  if (/^[*?$]$/.test(written)) return written === '$' ? '$' : '?';
  const [key = '', ...rest] = written.split(',');
  const value = context.value(key.trim());
  if (value instanceof Unknown) return value;
  return value?.length === 1 ? value[0] : /^\s*'(.*)'\s*$/.exec(rest.join(','))?.[1];
}
