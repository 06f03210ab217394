/** Rebuilds a nested object of strings with every string replaced by `map(value, path)`. */
export function mapLeaves<T extends object>(values: T, map: (value: string, path: readonly string[]) => unknown): T {
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string') return map(value, path);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Error(
        `outputs: ${path.join('.')}: want a string or an object of strings, got ${JSON.stringify(value)}`,
      );
    }
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, walk(child, [...path, key])]));
  };
  return walk(values, []) as T;
}

/** The output that holds the value at `path`: `['network', 'vpcId']` is `network_vpc_id`. */
export function outputName(path: readonly string[]): string {
  return path.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).join('_');
}
