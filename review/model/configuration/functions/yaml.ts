import type { parse, Tags } from 'yaml';
import type { Value } from '../../value';
import { stopAsUnknown, plain, refuse } from './arguments';
import { encodeJson, withoutPrototype } from './json';

/** The YAML parser, loaded only if it is needed: loading it takes longer than building a small graph. */
let yaml: { readonly parse: typeof parse } | undefined;

/** YAML 1.1 as Terraform reads it: `yes` is true, `010` is ten. */
const options = {
  maxAliasCount: 100,
  schema: 'yaml-1.1',
  merge: true,
  customTags: (tags: Tags) => tags.filter((tag) => typeof tag === 'string' || tag.format !== 'OCT'),
} as const;

export async function loadYaml(): Promise<void> {
  yaml ??= await import('yaml');
}

export function decodeYaml(value: Value | undefined): Value {
  const text = plain(value);
  if (!yaml) return stopAsUnknown('YAML cannot be read here');
  try {
    return withoutPrototype(yaml.parse(text, options));
  } catch {
    return refuse('the text is no YAML');
  }
}

/** YAML that any reader takes: JSON is YAML. Terraform writes it in lines, which means the same. */
export function encodeYaml(value: Value): Value {
  return encodeJson(value);
}
