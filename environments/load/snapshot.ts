const limits = { depth: 10, entries: 1000, characters: 2000, values: 20_000 };

/**
 * Reads a value once, into plain data: what follows meets no getter, no cycle and no end of entries, and checks the same
 * values that it returns. A value that is not data is replaced by a symbol that describes it; no field accepts one.
 */
export function snapshot(value: unknown): unknown {
  let values = 0;
  const copy = (part: unknown, depth: number): unknown => {
    if (++values > limits.values) return Symbol('more values than an environment has');
    try {
      if (typeof part === 'string' && part.length > limits.characters) {
        return Symbol(`a string of ${part.length} characters`);
      }
      if (isScalar(part)) return part;
      if (typeof part !== 'object') return Symbol(`a ${typeof part}`);
      if (depth > limits.depth) return Symbol('an object in an object, too deep');
      return Array.isArray(part) ? copyList(part, depth) : copyObject(part as object, depth);
    } catch {
      return Symbol('an object that throws when read');
    }
  };
  const copyList = (list: readonly unknown[], depth: number) =>
    list.length > limits.entries
      ? Symbol(`a list of ${list.length} entries`)
      : Array.from(list, (entry) => copy(entry, depth + 1));
  const copyObject = (object: object, depth: number) => {
    if (!isPlain(object)) return Symbol(`a ${object.constructor.name || 'class instance'}`);
    const keys = Reflect.ownKeys(object);
    if (keys.length > limits.entries) return Symbol(`an object of ${keys.length} fields`);
    // A field of this name, or a symbol, would be lost on the way.
    if (keys.some((key) => key === '__proto__' || typeof key === 'symbol')) {
      return Symbol('an object with __proto__ or a symbol for a key');
    }
    return Object.fromEntries(Object.entries(object).map(([key, entry]) => [key, copy(entry, depth + 1)]));
  };
  return copy(value, 0);
}

function isScalar(value: unknown): boolean {
  return value === undefined || value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether an object is a literal, of this realm or another. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
