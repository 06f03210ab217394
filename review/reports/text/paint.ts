import type { Severity } from '../../engine/rule';

/** Colours as a terminal takes them; without, the text as it is. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly severity: (severity: Severity, text?: string) => string;
}

const codes: Readonly<Record<Severity, string>> = { critical: '1;31', high: '31', medium: '33', low: '36' };

export function paintFor(colour: boolean): Paint {
  const sgr = (code: string) => (text: string) => (colour && text ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    bold: sgr('1'),
    dim: sgr('2'),
    good: sgr('32'),
    bad: sgr('1;31'),
    severity: (severity, text = severity) => sgr(codes[severity])(text),
  };
}
