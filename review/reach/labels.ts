import type { Resource } from '../model/resource';
import { isList, isMap } from '../model/value';
import type { Named } from './views';

// What modules call the one resource that they are about.
const own =
  /^(Default|security-group|subnet|instance|replication-group|group|vpc|route-table|network-acl|load-balancer|service)$/;

/** A short label: the construct path without the stack and without words such as `subnet`, else the address. */
export function labelOf(resource: Resource): string {
  const [, ...path] = resource.constructPath?.split('/') ?? [];
  while (path.length > 1 && (own.test(path.at(-1) ?? '') || path.at(-1) === path.at(-2))) path.pop();
  return path.length > 0 ? path.join('/') : resource.address;
}

/** What people call it: the name that AWS knows it by, of a distribution its comment or its first alias; else the label. */
export function nameOf(resource: Resource): string {
  const names = [resource.at('name'), resource.at('comment'), resource.at('aliases.0'), tagOf(resource, 'Name')];
  const isName = (one: unknown): one is string => typeof one === 'string' && /^[\w./*-]{1,80}$/.test(one);
  return names.find(isName) ?? labelOf(resource);
}

/** The text of a tag, by its key. */
export function tagOf(resource: Resource, key: string): string | undefined {
  for (const tags of [resource.at('tags'), resource.at('tag')]) {
    if (isMap(tags) && typeof tags[key] === 'string') return tags[key];
    const found = isList(tags) ? tags.find((tag) => isMap(tag) && tag.key === key) : undefined;
    if (isMap(found) && typeof found.value === 'string') return found.value;
  }
  return undefined;
}

/** A resource as a view names it. */
export function named(resource: Resource): Named {
  const { key, type, address, constructPath, source, writtenAt } = resource;
  const place = source ?? writtenAt;
  return { key, type, address, ...(constructPath && { constructPath }), label: labelOf(resource), place };
}

export const byKey = (one: { readonly key: string }, other: { readonly key: string }) => (one.key < other.key ? -1 : 1);

/** One name for several: the construct that they have in common, else the first and how many more. */
export function commonLabel(labels: readonly string[]): string {
  const [first = '', ...rest] = labels;
  if (rest.length === 0) return first;
  const parts = first.split('/');
  let shared = 0;
  while (shared < parts.length && rest.every((label) => label.split('/')[shared] === parts[shared])) shared++;
  return shared > 0 && first.includes('/') ? parts.slice(0, shared).join('/') : `${first} and ${rest.length} more`;
}
