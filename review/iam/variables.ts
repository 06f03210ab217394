import { Unknown } from '../model/value';
import type { RequestContext } from './context';

const variable = /\$\{([^{}]*)\}/g;

/**
 * A text of a policy with its variables replaced: `${aws:username}`, `${aws:PrincipalTag/team, 'nobody'}`. A variable that is
 * not known leaves `{…}`.
 *
 * @returns nothing when a variable is absent and has no default: then the text matches nothing
 */
export function withVariables(text: string, context: RequestContext): string | undefined {
  if (!text.includes('${')) return text;
  let isAbsent = false;
  const replaced = text.replace(variable, (_, written: string) => {
    // `${*}` is a plain asterisk; any one character is a little wider.
    if (/^[*?$]$/.test(written)) return written === '$' ? '$' : '?';
    const [key = '', ...rest] = written.split(',');
    const otherwise = /^\s*'(.*)'\s*$/.exec(rest.join(','))?.[1];
    const value = context.value(key.trim());
    if (value instanceof Unknown) return `{${value.because}}`;
    if (value?.length === 1) return value[0] as string;
    isAbsent ||= otherwise === undefined;
    return otherwise ?? '';
  });
  return isAbsent ? undefined : replaced;
}
