/**
 * Rebuilds a nested object of strings with every string replaced by `map(value, path)`.
 *
 * @throws Error for anything else, a construct above all: its fields are not all for others to read.
 */
export function mapLeaves<T extends object>(values: T, map: (value: string, path: readonly string[]) => unknown): T {
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string') return map(value, path);
    if (!isPlainObject(value)) {
      throw new Error(
        `outputs: ${path.join('.')}: expected a string or a plain object of strings, found ${describe(value)}`,
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

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function describe(value: unknown): string {
  const plain = Array.isArray(value) || typeof value !== 'object' || value === null;
  return plain ? JSON.stringify(value) : `a ${value.constructor.name}`;
}
