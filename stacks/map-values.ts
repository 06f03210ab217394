/** The same names with other values: `mapValues({ a: 1 }, (n) => n + 1)` is `{ a: 2 }`. */
export function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
}
