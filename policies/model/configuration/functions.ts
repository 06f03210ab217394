import { isList, isMap, Reference, Unknown, unknownIn, type Value, type ValueMap } from '../value';
import { asText } from './evaluate';

type Function = (...given: readonly Value[]) => Value;

/** Terraform's functions, as far as a configuration's meaning needs them. */
const functions: Readonly<Record<string, Function>> = {
  jsonencode: (value) => encode(value ?? null),
  jsondecode: (value) => decode(value ?? null),
  toset: (value) => (isList(value) ? [...new Set(value)] : (value ?? null)),
  tolist: (value) => value ?? null,
  tostring: (value) => (value instanceof Reference ? value : value === null ? null : asText(value ?? null)),
  tonumber: (value) => Number(value),
  lower: (value) => asText(value ?? null).toLowerCase(),
  upper: (value) => asText(value ?? null).toUpperCase(),
  concat: (...lists) => lists.flatMap((list) => (isList(list) ? list : [])),
  merge: (...maps) => Object.assign(Object.create(null), ...maps.filter(isMap)) as ValueMap,
  join: (separator, list) => (isList(list) ? list.map(asText).join(asText(separator ?? null)) : ''),
  format: (pattern, ...given) => {
    let next = 0;
    return asText(pattern ?? null).replace(/%[sdvq]/g, () => asText(given[next++] ?? null));
  },
  length: (value) =>
    isList(value) ? value.length : isMap(value) ? Object.keys(value).length : asText(value ?? null).length,
  keys: (value) => (isMap(value) ? Object.keys(value).sort() : []),
  values: (value) =>
    isMap(value)
      ? Object.keys(value)
          .sort()
          .map((key) => value[key] as Value)
      : [],
};

/** Calls a function of Terraform. Unknown arguments make the result unknown, but for containers, which hold them. */
export function callFunction(name: string, given: readonly Value[]): Value {
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!called) return new Unknown(`${name}() cannot be evaluated`);
  const unknown = given.find((value): value is Unknown => value instanceof Unknown);
  return unknown ?? called(...given);
}

/** JSON with what is not known as `{…}` inside, so that the rest of a policy is still read. */
function encode(value: Value): Value {
  const unknown = unknownIn(value);
  const text = JSON.stringify(value, (_, part) =>
    part instanceof Reference || part instanceof Unknown ? asText(part) : part,
  );
  return unknown ? new Unknown(unknown.because, text) : text;
}

function decode(value: Value): Value {
  try {
    return JSON.parse(asText(value)) as Value;
  } catch {
    return new Unknown('jsondecode() of what is no JSON');
  }
}
