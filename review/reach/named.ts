import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { tierOf } from '../network/tiers';
import type { Graph } from '../model/graph';
import type { Member } from './members';
import { labelOf, tagOf, type Subnet } from './topology';
import type { Exposure, Named } from './views';

/** A resource as a view names it. */
export function named(resource: Resource): Named {
  const { key, type, address, constructPath, source, writtenAt } = resource;
  const place = source ?? writtenAt;
  return { key, type, address, ...(constructPath && { constructPath }), label: labelOf(resource), place };
}

export const byKey = (one: { readonly key: string }, other: { readonly key: string }) => (one.key < other.key ? -1 : 1);

/** How far a subnet's addresses get. */
export function exposureOf(graph: Graph, { resource }: Subnet): Exposure {
  const tier = tierOf(graph, resource);
  return tier instanceof Unknown ? 'unknown' : tier;
}

/** What a subnet is called among those that are alike in other zones. */
export function tierNameOf(graph: Graph, subnet: Subnet): string {
  return tagOf(subnet.resource, 'tier') ?? exposureOf(graph, subnet);
}

/** Whether a member keeps data, or is in subnets whose tag says that they are for data. */
export function isDataTier({ keepsData, subnets }: Member): boolean {
  return keepsData || (subnets.length > 0 && subnets.every(({ resource }) => tagOf(resource, 'tier') === 'data'));
}

/** One name for several: the construct that they have in common, else the first and how many more. */
export function commonLabel(labels: readonly string[]): string {
  const [first = '', ...rest] = labels;
  if (rest.length === 0) return first;
  const parts = first.split('/');
  let shared = 0;
  while (shared < parts.length && rest.every((label) => label.split('/')[shared] === parts[shared])) shared++;
  return shared > 0 && first.includes('/') ? parts.slice(0, shared).join('/') : `${first} and ${rest.length} more`;
}
