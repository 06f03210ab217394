/** The same names with other values: `mapValues({ a: 1 }, (n) => n + 1)` is `{ a: 2 }`. */
export function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
}

/** The value of a name that the laws of environments have checked. @throws Error where there is none */
export function found<Value>(values: Readonly<Record<string, Value>>, name: string, field: string): Value {
  const value = values[name];
  if (value === undefined) throw new Error(`${field} has no ${name}`);
  return value;
}
