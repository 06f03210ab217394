/** A copy of `whole` with the value at a place, `['zones', '0']`, replaced; everything beside it stays the same object. */
export function put<T>(whole: T, [first, ...rest]: readonly string[], value: unknown): T {
  if (first === undefined) return value as T;
  const copy: Record<string, unknown> = Array.isArray(whole) ? ([...whole] as never) : { ...(whole as object) };
  copy[first] = put(copy[first], rest, value);
  return copy as T;
}
