import { attribute } from '../../engine/attribute';
import type { Verdict } from '../../engine/verdict';
import type { Graph } from '../../model/graph';
import type { Resource } from '../../model/resource';

const flags = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** One verdict for each of the four flags, which are false when they are not said. */
export function blocksPublicAccess(block: Resource): readonly Verdict[] {
  return flags.map((flag) => attribute(block, flag, { default: false }).is(true));
}

const indexes = new WeakMap<Graph, ReadonlyMap<string, readonly Resource[]>>();

/** The blocks of the account that a resource is in, of any stack of its environment. */
export function accountBlocks(resource: Resource, graph: Graph): readonly Resource[] {
  return indexOf(graph).get(accountOf(resource)) ?? [];
}

function indexOf(graph: Graph): ReadonlyMap<string, readonly Resource[]> {
  const known = indexes.get(graph);
  if (known) return known;
  const index = new Map<string, Resource[]>();
  for (const block of graph.all('aws_s3_account_public_access_block')) {
    const account = accountOf(block);
    index.set(account, [...(index.get(account) ?? []), block]);
  }
  indexes.set(graph, index);
  return index;
}

function accountOf(resource: Resource): string {
  const own = resource.type === 'aws_s3_account_public_access_block' ? resource.at('account_id') : undefined;
  const account = typeof own === 'string' ? own : resource.provider.account;
  return `${resource.environment} ${account ?? 'unknown'}`;
}
