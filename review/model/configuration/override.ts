import { dynamicBlocks, only, type Json } from './json-block';

/**
 * A block as an override file changes it: arguments are replaced one by one, nested blocks by their type, all of them
 * together, whether they are written as such or as `dynamic`.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/override#merging-behavior
 */
export function overridden(kind: string, original: Json, override: Json): Json {
  const { dynamic: added, ...replacing } = override;
  const types = new Set([...Object.keys(replacing), ...dynamicBlocks(added).flatMap(Object.keys)]);
  if (kind === 'terraform' && (types.has('backend') || types.has('cloud'))) types.add('backend').add('cloud');
  const kept = Object.entries(original).filter(([name]) => name !== 'dynamic' && !types.has(name));
  const dynamic = [
    ...dynamicBlocks(original.dynamic).map((one) => without(one, types)),
    ...dynamicBlocks(added),
  ].filter((one) => Object.keys(one).length > 0);
  return {
    ...Object.fromEntries(kept),
    ...replacing,
    ...(dynamic.length > 0 && { dynamic }),
    ...merged(kind, original, override),
  };
}

/** Block kinds whose arguments are merged one by one, as Terraform documents. */
function merged(kind: string, original: Json, override: Json): Json {
  const names = kind === 'terraform' ? ['required_providers'] : kind === 'provider' ? [] : ['lifecycle'];
  return Object.fromEntries(
    names
      .filter((name) => original[name] !== undefined && override[name] !== undefined)
      .map((name) => [name, { ...only(original[name]), ...only(override[name]) }]),
  );
}

function without(block: Json, types: ReadonlySet<string>): Json {
  return Object.fromEntries(Object.entries(block).filter(([name]) => !types.has(name)));
}
