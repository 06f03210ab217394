/**
 * A pattern of AWS's models, which is Java's. One without an anchor is matched whole, as AWS does.
 *
 * @throws SyntaxError for one that is none in JavaScript
 */
export function expressionOf(pattern: string): RegExp {
  const text = pattern.startsWith('^') ? pattern : `^(?:${pattern})$`;
  // Of whole characters where the pattern names some beyond 16 bits; elsewhere it escapes what Unicode's syntax does not.
  return new RegExp(text, /\\p\{|\\uD8/i.test(pattern) ? 'u' : '');
}
